package dev.thaw.contract.event;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a network scores on a split.
 *
 * @param images how many
 * @param loss mean cross-entropy (natural logarithm), without penalties; null if it is not finite
 * @param accuracy in [0, 1]
 * @param confusion rows are the true classes, columns the predicted ones, in the order of {@code perClass}
 * @param topK for some k above 1 and below the number of classes; may be empty
 * @param macro every class that has images counts the same; null if it was not computed
 * @param weighted every class counts as many times as it has images; null if it was not computed
 * @param micro every answer counts the same; null if it was not computed
 * @param calibration null if it was not computed, or a probability is not a number
 */
public record Metrics(Split split, long images, Double loss, double accuracy, List<ClassMetrics> perClass,
        List<List<Long>> confusion, List<TopK> topK, Averages macro, Averages weighted, Averages micro,
        Calibration calibration) {

    public Metrics {
        Check.present("split", split);
        Check.atLeast("images", images, 0);
        Check.finite("loss", loss);
        Check.share("accuracy", accuracy);
        perClass = List.copyOf(perClass);
        confusion = confusion.stream().map(List::copyOf).toList();
        topK = topK == null ? List.of() : List.copyOf(topK);
    }

    public Metrics(Split split, long images, Double loss, double accuracy, List<ClassMetrics> perClass,
            List<List<Long>> confusion) {
        this(split, images, loss, accuracy, perClass, confusion, List.of(), null, null, null, null);
    }

    /** The mean F1 of the classes that have one; null if none has. */
    public Double macroF1() {
        OptionalDouble mean = perClass.stream().map(ClassMetrics::f1).filter(Objects::nonNull).mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }
}
