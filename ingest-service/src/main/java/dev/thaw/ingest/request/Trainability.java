package dev.thaw.ingest.request;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Split;

/** Whether a training makes sense on these images. */
final class Trainability {

    private Trainability() {
    }

    /** What is missing, in one sentence, if anything is. */
    static Optional<String> missing(String dataset, List<Manifest.Entry> images) {
        if (images.isEmpty()) {
            return Optional.of("the data set " + dataset + " has no images yet: push some first");
        }
        Set<Split> splits = images.stream().map(Manifest.Entry::split)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Split.class)));
        for (Split split : Split.values()) {
            if (!splits.contains(split)) {
                return Optional.of("none of the " + images.size() + " images of the data set " + dataset + " is in the "
                        + split.name().toLowerCase(Locale.ROOT) + " split: push more, or push some for that split");
            }
        }
        List<String> labels = images.stream().filter(image -> image.split() == Split.TRAIN).map(Manifest.Entry::label).distinct()
                .toList();
        return labels.size() >= 2
                ? Optional.empty()
                : Optional.of("all training images of the data set " + dataset + " have the label \"" + labels.get(0)
                        + "\": a classifier needs at least two labels");
    }
}
