package dev.thaw.platform.dataset;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.Rejection;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.Withheld;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.dataset.ArrivalAnswers;
import dev.thaw.dataset.packed.NumberedHashes;
import dev.thaw.dataset.packed.NumberedTexts;
import dev.thaw.platform.connection.PlatformConnection;

/**
 * The images of a data set, counted on the topics.
 *
 * @param splits how many images each split has
 * @param labels how many images each label has
 * @param rejections how often each reason
 * @param byLabel how many images each label has in each split
 * @param held how many images wait for each label to be approved
 * @param withheld how many of the images the latest manifest withholds, for each reason
 */
public record DatasetStatus(String dataset, ArrivalCounts images, Map<Split, Long> splits, Map<String, Long> labels,
        Map<Rejection, Long> rejections, Map<String, Map<Split, Long>> byLabel, Map<String, Long> held,
        Map<Withheld.Reason, Long> withheld) {

    /** Reads the topics of images to their present end. */
    public static DatasetStatus read(PlatformConnection platform, String dataset) {
        return all(platform).getOrDefault(dataset, none(dataset));
    }

    /** Of a data set that no image arrived for. */
    static DatasetStatus none(String dataset) {
        return new Counter().status(dataset);
    }

    /** Of every data set that an image arrived for. */
    static Map<String, DatasetStatus> all(PlatformConnection platform) {
        Map<String, Counter> counters = new HashMap<>();
        try (EventReader reader = platform.reader(Topic.IMAGES_ARRIVED, Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED,
                Topic.MANIFESTS)) {
            reader.readToEnd(received -> {
                String dataset = dataset(received.event());
                if (dataset != null) {
                    counters.computeIfAbsent(dataset, name -> new Counter()).add(received.event());
                }
            });
        }
        Map<String, DatasetStatus> all = new TreeMap<>();
        counters.forEach((dataset, counter) -> all.put(dataset, counter.status(dataset)));
        return all;
    }

    private static String dataset(Event event) {
        if (event instanceof ImageArrived image) {
            return image.dataset();
        } else if (event instanceof ImageIngested image) {
            return image.dataset();
        } else if (event instanceof ImageRejected image) {
            return image.dataset();
        }
        if (event instanceof ManifestWritten manifest) {
            return manifest.dataset();
        }
        return event instanceof ImageHeld image ? image.arrival().dataset() : null;
    }

    /**
     * Events may be repeated, so arrivals are counted by what they are called, and images by their hash: two ingest processes may each
     * call one picture new.
     */
    static final class Counter {
        private final NumberedTexts arrived = new NumberedTexts();
        private final ArrivalAnswers answers = new ArrivalAnswers();
        private final Map<String, Withheld> withheld = new TreeMap<>();

        void add(Event event) {
            if (event instanceof ImageArrived image) {
                arrived.add(image.arrival());
            } else if (event instanceof ImageIngested image) {
                arrived.add(image.arrival());
            } else if (event instanceof ImageRejected image) {
                arrived.add(image.arrival());
            } else if (event instanceof ImageHeld image) {
                arrived.add(image.arrival().arrival());
            } else if (event instanceof ManifestWritten manifest) {
                manifest.released().forEach(withheld::remove);
                manifest.withheld().forEach(image -> withheld.put(image.sha256(), image));
            }
            answers.apply(event);
        }

        DatasetStatus status(String dataset) {
            Map<Split, Long> splits = new EnumMap<>(Split.class);
            Map<String, Long> labels = new TreeMap<>();
            Map<String, Map<Split, Long>> byLabel = new TreeMap<>();
            Map<Rejection, Long> reasons = new EnumMap<>(Rejection.class);
            Map<String, Long> held = new TreeMap<>();
            Map<Withheld.Reason, Long> unused = new EnumMap<>(Withheld.Reason.class);
            withheld.values().forEach(image -> unused.merge(image.reason(), 1L, Long::sum));
            NumberedHashes images = NumberedHashes.halves();
            long duplicates = 0;
            long rejected = 0;
            for (Event answer : (Iterable<Event>) answers.all()::iterator) {
                if (answer instanceof ImageIngested image && (image.duplicate() || images.find(image.image()) >= 0)) {
                    duplicates++;
                } else if (answer instanceof ImageIngested image) {
                    images.add(image.image());
                    splits.merge(image.split(), 1L, Long::sum);
                    labels.merge(image.label(), 1L, Long::sum);
                    byLabel.computeIfAbsent(image.label(), label -> new EnumMap<>(Split.class)).merge(image.split(), 1L,
                            Long::sum);
                } else if (answer instanceof ImageRejected image) {
                    rejected++;
                    reasons.merge(image.reason(), 1L, Long::sum);
                } else if (answer instanceof ImageHeld image) {
                    held.merge(image.arrival().label(), 1L, Long::sum);
                }
            }
            long waiting = held.values().stream().mapToLong(Long::longValue).sum();
            long ingested = labels.values().stream().mapToLong(Long::longValue).sum();
            return new DatasetStatus(dataset, new ArrivalCounts(arrived.size(), ingested, rejected, duplicates, waiting), splits,
                    labels, reasons,
                    byLabel, held, unused);
        }
    }
}
