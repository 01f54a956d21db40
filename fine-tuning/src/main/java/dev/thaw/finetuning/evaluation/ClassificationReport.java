package dev.thaw.finetuning.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All that is measured of a network on a list of images. In plain Java, on what the network answered: the counts need no numerical
 * library, and ND4J's {@code ROC} and {@code EvaluationCalibration} (1.0.0-M2.1) give other figures than scikit-learn: equal
 * probabilities count in the order they come in, the area under trapezoids stands for average precision, and the bins of
 * calibration are those of one class, not of the confidence.
 *
 * @param ranking by class, in the order of the labels, each against the rest; undefined if a probability is not a number
 * @param calibration empty if a probability is not a number, or there are no images
 */
public record ClassificationReport(Scores scores, List<RankingScores> ranking, List<TopKAccuracy> topK, AverageScores macro,
        AverageScores weighted, AverageScores micro, Optional<Calibration> calibration) {

    public ClassificationReport {
        ranking = List.copyOf(ranking);
        topK = List.copyOf(topK);
    }

    /** Computes all of it; {@code docs/judging.md} has the formulas and their sources. */
    public static ClassificationReport of(Scores scores) {
        List<Prediction> predictions = scores.predictions();
        int labels = scores.perClass().size();
        boolean finite = predictions.stream().allMatch(Prediction::finite);
        List<RankingScores> ranking = IntStream.range(0, labels)
                .mapToObj(label -> finite ? RankingScores.ofClass(predictions, label) : RankingScores.UNDEFINED).toList();
        RankingScores all = finite ? RankingScores.ofAll(predictions, labels) : RankingScores.UNDEFINED;
        return new ClassificationReport(scores, ranking, TopKAccuracy.usual(predictions, labels),
                AverageScores.macro(scores.perClass(), ranking), AverageScores.weighted(scores.perClass(), ranking),
                AverageScores.micro(scores.accuracy(), all),
                finite && !predictions.isEmpty() ? Optional.of(Calibration.of(predictions)) : Optional.empty());
    }
}
