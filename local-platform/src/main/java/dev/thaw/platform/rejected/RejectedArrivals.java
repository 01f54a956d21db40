package dev.thaw.platform.rejected;

import java.util.Comparator;
import java.util.List;

import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.dataset.ArrivalAnswers;
import dev.thaw.platform.connection.PlatformConnection;

/** What is in quarantine: the arrivals whose last answer is a rejection. */
public final class RejectedArrivals {

    private RejectedArrivals() {
    }

    /** Those of a data set, by name. */
    public static List<ImageRejected> of(PlatformConnection platform, String dataset) {
        ArrivalAnswers answers = new ArrivalAnswers();
        try (EventReader reader = platform.reader(Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED)) {
            reader.readToEnd(received -> answers.apply(received.event()));
        }
        return answers.all().filter(ImageRejected.class::isInstance).map(ImageRejected.class::cast)
                .filter(rejected -> rejected.dataset().equals(dataset)).sorted(Comparator.comparing(ImageRejected::arrival))
                .toList();
    }
}
