package dev.thaw.evaluator.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.thaw.contract.event.ImageRejected;
import dev.thaw.finetuning.training.PackedImages;
import dev.thaw.finetuning.training.Split;
import dev.thaw.report.DataUsed;
import dev.thaw.report.DataUsed.ClassCount;
import dev.thaw.report.DataUsed.Examples;
import dev.thaw.report.DataUsed.Rejected;
import dev.thaw.report.Picture;
import dev.thaw.service.tuning.PackedManifest;

/** The images of a run: how many, how they look, and what was not taken. */
final class DataChapter {
    private static final int MOST_EXAMPLES = 48;
    private static final int MOST_OF_A_CLASS = 5;

    private final PackedManifest manifest;
    private final Thumbnails thumbnails;

    DataChapter(PackedManifest manifest, Thumbnails thumbnails) {
        this.manifest = manifest;
        this.thumbnails = thumbnails;
    }

    DataUsed of(Map<String, ImageRejected> rejected) {
        return new DataUsed(manifest.header().version(), manifest.imageSize().height(), manifest.imageSize().width(), counts(),
                manifest.withheld(), examples(),
                rejections(rejected));
    }

    private List<ClassCount> counts() {
        List<String> labels = manifest.header().labels();
        long[][] counts = new long[labels.size()][Split.values().length];
        PackedImages images = manifest.images();
        for (int place = 0; place < images.size(); place++) {
            counts[images.label(place)][images.split(place).ordinal()]++;
        }
        return IntStream.range(0, labels.size()).mapToObj(label -> new ClassCount(labels.get(label),
                counts[label][Split.TRAIN.ordinal()], counts[label][Split.VALIDATION.ordinal()],
                counts[label][Split.TEST.ordinal()])).toList();
    }

    /** Hashes are as good as drawn by lot: the first of a class are some from all over it. */
    private List<Examples> examples() {
        List<String> labels = manifest.header().labels();
        int each = Math.max(1, Math.min(MOST_OF_A_CLASS, MOST_EXAMPLES / Math.max(1, labels.size())));
        Map<String, List<Picture>> pictures = new HashMap<>();
        PackedImages images = manifest.images();
        for (int place = 0; place < images.size(); place++) {
            String label = manifest.label(place);
            if (images.split(place) == Split.TRAIN && (pictures.containsKey(label) || pictures.size() < MOST_EXAMPLES)) {
                List<Picture> ofClass = pictures.computeIfAbsent(label, unknown -> new ArrayList<>());
                if (ofClass.size() < each) {
                    Optional<Picture> picture = thumbnails.of(images.hash(place));
                    picture.ifPresent(ofClass::add);
                }
            }
        }
        return labels.stream().filter(label -> !pictures.getOrDefault(label, List.of()).isEmpty())
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
