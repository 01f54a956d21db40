package dev.thaw.finetuning.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a network scores on some of the images: those of a group, or those that arrived in a window of time.
 *
 * @param name of the slice
 * @param images how many, at least 1
 * @param loss mean cross-entropy; NaN if a probability is not a number
 * @param accuracy in [0, 1]
 */
public record SliceScores(String name, long images, double loss, double accuracy) {

    /**
     * By the slices that the images are in, in the order of their names.
     *
     * @param sliceOf the slice of an image, by its hash; an image in none is not counted
     */
    public static List<SliceScores> of(List<Prediction> predictions, Function<String, Optional<String>> sliceOf) {
        Map<String, List<Prediction>> slices = predictions.stream()
                .filter(prediction -> sliceOf.apply(prediction.image()).isPresent())
                .collect(Collectors.groupingBy(prediction -> sliceOf.apply(prediction.image()).orElseThrow(), TreeMap::new,
                        Collectors.toList()));
        return slices.entrySet().stream().map(slice -> of(slice.getKey(), slice.getValue())).toList();
    }

    private static SliceScores of(String name, List<Prediction> predictions) {
        double images = predictions.size();
        return new SliceScores(name, predictions.size(), predictions.stream().mapToDouble(Prediction::loss).sum() / images,
                predictions.stream().filter(Prediction::right).count() / images);
    }
}
