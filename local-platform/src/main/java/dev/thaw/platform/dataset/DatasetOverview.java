package dev.thaw.platform.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.dataset.Declarations;
import dev.thaw.platform.connection.PlatformConnection;

/**
 * A data set as the topics tell of it, with the definition that they name.
 *
 * @param versions that were declared
 * @param images what became of its arrivals
 * @param champion the version of the model in use, or null
 */
public record DatasetOverview(String dataset, DatasetDefinition definition, List<Integer> versions, DatasetStatus images,
        Integer champion) {

    /** Every data set that was declared, by name. */
    public static List<DatasetOverview> all(PlatformConnection platform) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        Map<String, ModelDecided> decided = new HashMap<>();
        try (EventReader reader = platform.reader(Topic.DATASETS, Topic.MODELS_DECISIONS)) {
            reader.readToEnd(received -> {
                if (received.event() instanceof DatasetDeclared declared) {
                    names.add(declared.dataset());
                } else if (received.event() instanceof ModelDecided model && model.outcome() != ModelDecided.Outcome.REFUSED) {
                    decided.merge(model.dataset(), model, (old, told) -> told.champion() >= old.champion() ? told : old);
                }
            });
        }
        Map<String, DatasetStatus> images = DatasetStatus.all(platform);
        List<DatasetOverview> overviews = new ArrayList<>();
        for (String name : names) {
            Optional<DatasetDefinition> definition = Declarations.find(platform.bucket(), name);
            if (definition.isPresent()) {
                overviews.add(
                        new DatasetOverview(name, definition.get(), List.copyOf(Declarations.versions(platform.bucket(), name)),
                                images.getOrDefault(name, DatasetStatus.none(name)), champion(decided.get(name))));
            }
        }
        return overviews;
    }

    /** One of them. */
    public static Optional<DatasetOverview> of(PlatformConnection platform, String dataset) throws IOException {
        return all(platform).stream().filter(overview -> overview.dataset().equals(dataset)).findFirst();
    }

    /** For people. */
    public String championText() {
        return champion == null ? "none" : "model " + champion;
    }

    private static Integer champion(ModelDecided decision) {
        if (decision == null) {
            return null;
        }
        return decision.championVersion() == null ? Integer.valueOf(decision.version()) : decision.championVersion();
    }
}
