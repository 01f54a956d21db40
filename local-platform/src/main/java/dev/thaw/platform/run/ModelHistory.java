package dev.thaw.platform.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.PlatformConnection;

/** The models of every data set, put together from what the topics tell. */
public final class ModelHistory {
    private final Map<String, Map<Integer, ModelEntry>> models = new TreeMap<>();
    private final Map<String, Reign> reigns = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /** Who is champion, since when. */
    private record Reign(int number, int version, Instant since) {
    }

    /** As the topics tell it now. */
    public static ModelHistory read(PlatformConnection platform) {
        ModelHistory history = new ModelHistory();
        try (EventReader reader = platform.reader(Topic.EVALUATION_METRICS, Topic.MODELS_DECISIONS)) {
            reader.readToEnd(received -> history.add(received.event(), Instant.ofEpochMilli(received.timestamp())));
        }
        return history;
    }

    /** Of an event that comes again the first counts. @param at when the broker took it */
    public void add(Event event, Instant at) {
        if (event instanceof CandidateEvaluated evaluated && told.add(event.id())) {
            put(entry(evaluated.dataset(), evaluated.version(), evaluated.run(), evaluated.model())
                    .measured(evaluated.metrics().accuracy(), evaluated.metrics().loss()));
        } else if (event instanceof ModelDecided decided && told.add(event.id())) {
            put(entry(decided.dataset(), decided.version(), decided.run(), decided.model()).decided(decided, at));
            reign(decided, at);
        }
    }

    /** By data set and version. */
    public List<ModelEntry> list() {
        List<ModelEntry> all = new ArrayList<>();
        models.forEach((dataset, versions) -> versions.values().forEach(entry -> {
            Reign reign = reigns.get(dataset);
            all.add(reign != null && reign.version() == entry.version() ? entry.champion(reign.since()) : entry);
        }));
        return all;
    }

    private ModelEntry entry(String dataset, int version, String run, String model) {
        return models.computeIfAbsent(dataset, unknown -> new TreeMap<>()).computeIfAbsent(version,
                unknown -> ModelEntry.of(dataset, version, run, model));
    }

    private void put(ModelEntry entry) {
        models.get(entry.dataset()).put(entry.version(), entry);
    }

    private void reign(ModelDecided decided, Instant at) {
        Integer version = decided.championVersion();
        if (version == null && decided.outcome() == ModelDecided.Outcome.PROMOTED) {
            version = decided.version();
        }
        Reign known = reigns.get(decided.dataset());
        if (version != null && (known == null || decided.champion() > known.number())) {
            reigns.put(decided.dataset(), new Reign(decided.champion(), version, at));
        }
    }
}
