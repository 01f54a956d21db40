package dev.thaw.finetuning.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/** The share of images whose true class is among the {@code k} most probable; of equal probabilities the first class comes first. */
public record TopKAccuracy(int k, double accuracy) {
    private static final int[] USUAL = {2, 3, 5, 10};

    /** For 2, 3, 5 and 10, as far as they are below the number of classes; empty without images. */
    static List<TopKAccuracy> usual(List<Prediction> predictions, int labels) {
        int[] ranks = predictions.stream().mapToInt(TopKAccuracy::rank).toArray();
        return IntStream.of(USUAL).filter(k -> k < labels && ranks.length > 0)
                .mapToObj(k -> new TopKAccuracy(k, IntStream.of(ranks).filter(rank -> rank < k).count() / (double) ranks.length))
                .toList();
    }

    /** How many classes come before the true one. */
    private static int rank(Prediction prediction) {
        float own = prediction.probabilities().get(prediction.label());
        int before = 0;
        for (int i = 0; i < prediction.probabilities().size(); i++) {
            float other = prediction.probabilities().get(i);
            before += other > own || other == own && i < prediction.label() ? 1 : 0;
        }
        return before;
    }
}
