package dev.thaw.contract.event;

import java.util.List;

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
}
