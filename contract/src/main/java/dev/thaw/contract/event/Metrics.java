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
 */
public record Metrics(Split split, long images, Double loss, double accuracy, List<ClassMetrics> perClass,
        List<List<Long>> confusion) {

    public Metrics {
        Check.present("split", split);
        perClass = List.copyOf(perClass);
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /** The mean F1 of the classes that have one; null if none has. */
    public Double macroF1() {
        OptionalDouble mean = perClass.stream().map(ClassMetrics::f1).filter(Objects::nonNull).mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }
}
