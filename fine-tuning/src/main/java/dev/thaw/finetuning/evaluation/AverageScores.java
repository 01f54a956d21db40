package dev.thaw.finetuning.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The figures of the classes put together; each is in [0, 1], NaN where it is not defined. Classes without images are left out; a
 * class that is never predicted has precision and F1 0, as scikit-learn counts it by default.
 */
public record AverageScores(double precision, double recall, double f1, double rocAuc, double averagePrecision) {

    /** Every class counts the same. */
    static AverageScores macro(List<ClassScores> classes, List<RankingScores> ranking) {
        return average(classes, ranking, scores -> scores.images() > 0 ? 1 : 0);
    }

    /** Every class counts as many times as it has images. */
    static AverageScores weighted(List<ClassScores> classes, List<RankingScores> ranking) {
        return average(classes, ranking, ClassScores::images);
    }

    /** Every answer counts the same; of one answer per image, precision, recall and F1 are then the accuracy. */
    static AverageScores micro(double accuracy, RankingScores ranking) {
        return new AverageScores(accuracy, accuracy, accuracy, ranking.rocAuc(), ranking.averagePrecision());
    }

    private static AverageScores average(List<ClassScores> classes, List<RankingScores> ranking,
            ToDoubleFunction<ClassScores> weight) {
        double[] weights = classes.stream().mapToDouble(weight).toArray();
        return new AverageScores(
                mean(classes, scores -> zeroForNone(scores.precision()), weights),
                mean(classes, ClassScores::recall, weights),
                mean(classes, scores -> zeroForNone(scores.f1()), weights),
                mean(ranking, RankingScores::rocAuc, weights),
                mean(ranking, RankingScores::averagePrecision, weights));
    }

    private static double zeroForNone(double figure) {
        return Double.isNaN(figure) ? 0 : figure;
    }

    private static <T> double mean(List<T> classes, ToDoubleFunction<T> figure, double[] weights) {
        double[] figures = classes.stream().mapToDouble(figure).toArray();
        int[] counted = IntStream.range(0, figures.length).filter(i -> weights[i] > 0).toArray();
        return IntStream.of(counted).mapToDouble(i -> weights[i] * figures[i]).sum()
                / IntStream.of(counted).mapToDouble(i -> weights[i]).sum();
    }
}
