package dev.thaw.evaluator.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Split;
import dev.thaw.report.DataUsed;
import dev.thaw.report.DataUsed.ClassCount;
import dev.thaw.report.DataUsed.Examples;
import dev.thaw.report.DataUsed.Rejected;
import dev.thaw.report.Picture;

/** The images of a run: how many, how they look, and what was not taken. */
final class DataChapter {
    private static final int MOST_EXAMPLES = 48;
    private static final int MOST_OF_A_CLASS = 5;

    private final Manifest manifest;
    private final Thumbnails thumbnails;

    DataChapter(Manifest manifest, Thumbnails thumbnails) {
        this.manifest = manifest;
        this.thumbnails = thumbnails;
    }

    DataUsed of(Map<String, ImageRejected> rejected) {
        return new DataUsed(manifest.version(), manifest.imageSize().height(), manifest.imageSize().width(), counts(),
                manifest.withheld().size(), examples(),
                rejections(rejected));
    }

    private List<ClassCount> counts() {
        Map<String, Map<Split, Long>> counts = new HashMap<>();
        for (Manifest.Entry image : manifest.images()) {
            counts.computeIfAbsent(image.label(), unknown -> new EnumMap<>(Split.class)).merge(image.split(), 1L, Long::sum);
        }
        return manifest.labels().stream().map(label -> {
            Map<Split, Long> of = counts.getOrDefault(label, Map.of());
            return new ClassCount(label, of.getOrDefault(Split.TRAIN, 0L), of.getOrDefault(Split.VALIDATION, 0L),
                    of.getOrDefault(Split.TEST, 0L));
        }).toList();
    }

    /** Hashes are as good as drawn by lot: the first of a class are some from all over it. */
    private List<Examples> examples() {
        int each = Math.max(1, Math.min(MOST_OF_A_CLASS, MOST_EXAMPLES / Math.max(1, manifest.labels().size())));
        Map<String, List<Picture>> pictures = new HashMap<>();
        for (Manifest.Entry image : manifest.images()) {
            if (image.split() == Split.TRAIN && (pictures.containsKey(image.label()) || pictures.size() < MOST_EXAMPLES)) {
                List<Picture> ofClass = pictures.computeIfAbsent(image.label(), unknown -> new ArrayList<>());
                if (ofClass.size() < each) {
                    Optional<Picture> picture = thumbnails.of(image.sha256());
                    picture.ifPresent(ofClass::add);
                }
            }
        }
        return manifest.labels().stream().filter(label -> !pictures.getOrDefault(label, List.of()).isEmpty())
                .map(label -> new Examples(label, pictures.get(label))).toList();
    }

    private static List<Rejected> rejections(Map<String, ImageRejected> rejected) {
        Map<String, List<ImageRejected>> byReason = new TreeMap<>();
        for (ImageRejected each : rejected.values()) {
            byReason.computeIfAbsent(each.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    unknown -> new ArrayList<>()).add(each);
        }
        return byReason.entrySet().stream().map(reason -> new Rejected(reason.getKey(), reason.getValue().size(),
                reason.getValue().stream().min(Comparator.comparing(ImageRejected::arrival)).map(ImageRejected::detail)
                        .orElseThrow()))
                .toList();
    }
}
