package dev.thaw.platform.dataset;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Rejection;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.PlatformConnection;

/**
 * The images of a data set, counted on the topics.
 *
 * @param splits how many images each split has
 * @param labels how many images each label has
 * @param rejections how often each reason
 */
public record DatasetStatus(String dataset, ArrivalCounts images, Map<Split, Long> splits, Map<String, Long> labels,
        Map<Rejection, Long> rejections) {

    /** Reads the topics of images to their present end. */
    public static DatasetStatus read(PlatformConnection platform, String dataset) {
        Counter counter = new Counter(dataset);
        try (EventReader reader = platform.reader(Topic.IMAGES_ARRIVED, Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED)) {
            reader.readToEnd(received -> counter.add(received.event()));
        }
        return counter.status();
    }

    /** Events may be repeated, so arrivals are counted by their ids. */
    private static final class Counter {
        private final String dataset;
        private final Set<String> arrived = new HashSet<>();
        private final Map<String, ImageIngested> ingested = new TreeMap<>();
        private final Map<String, ImageRejected> rejected = new TreeMap<>();

        private Counter(String dataset) {
            this.dataset = dataset;
        }

        private void add(Event event) {
            if (event instanceof ImageArrived image && image.dataset().equals(dataset)) {
                arrived.add(image.arrival());
            } else if (event instanceof ImageIngested image && image.dataset().equals(dataset)) {
                arrived.add(image.arrival());
                ingested.putIfAbsent(image.arrival(), image);
                rejected.remove(image.arrival());
            } else if (event instanceof ImageRejected image && image.dataset().equals(dataset)) {
                arrived.add(image.arrival());
                if (!ingested.containsKey(image.arrival())) {
                    rejected.put(image.arrival(), image);
                }
            }
        }

        private DatasetStatus status() {
            Map<Split, Long> splits = new EnumMap<>(Split.class);
            Map<String, Long> labels = new TreeMap<>();
            Map<Rejection, Long> reasons = new EnumMap<>(Rejection.class);
            long duplicates = ingested.values().stream().filter(ImageIngested::duplicate).count();
            ingested.values().stream().filter(image -> !image.duplicate()).forEach(image -> {
                splits.merge(image.split(), 1L, Long::sum);
                labels.merge(image.label(), 1L, Long::sum);
            });
            rejected.values().forEach(image -> reasons.merge(image.reason(), 1L, Long::sum));
            return new DatasetStatus(dataset,
                    new ArrivalCounts(arrived.size(), ingested.size() - duplicates, rejected.size(), duplicates), splits, labels,
                    reasons);
        }
    }
}
