package dev.thaw.finetuning.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * How well a probability ranks the images of a class above those of the rest.
 *
 * @param rocAuc area under the curve of true against false positive rate by the trapezoidal rule, which is the share of pairs of
 *        one image of the class and one of the rest that are in the right order, ties counting half (Hanley and McNeil 1982,
 *        Radiology 143); NaN without images of both kinds
 * @param averagePrecision sum over the thresholds of precision times the recall gained, without interpolation (as
 *        scikit-learn's {@code average_precision_score}; trapezoids under the curve are too optimistic, Davis and Goadrich 2006,
 *        ICML); NaN without images of the class
 */
public record RankingScores(double rocAuc, double averagePrecision) {

    static final RankingScores UNDEFINED = new RankingScores(Double.NaN, Double.NaN);

    /** One class against the rest. */
    static RankingScores ofClass(List<Prediction> predictions, int label) {
        long[] answers = new long[predictions.size()];
        for (int i = 0; i < answers.length; i++) {
            Prediction prediction = predictions.get(i);
            answers[i] = answer(prediction.probabilities().get(label), prediction.label() == label);
        }
        return of(answers);
    }

    /** Every class of every image is a question of its own; all are ranked together. */
    static RankingScores ofAll(List<Prediction> predictions, int labels) {
        long[] answers = new long[Math.multiplyExact(predictions.size(), labels)];
        int next = 0;
        for (Prediction prediction : predictions) {
            for (int label = 0; label < labels; label++) {
                answers[next++] = answer(prediction.probabilities().get(label), prediction.label() == label);
            }
        }
        return of(answers);
    }

    /** A number that sorts as the probability does, with the truth in its lowest bit: the bits of floats that are not negative rise with them. */
    private static long answer(float probability, boolean positive) {
        return (long) Float.floatToIntBits(probability + 0f) << 1 | (positive ? 1 : 0);
    }

    private static RankingScores of(long[] answers) {
        Arrays.sort(answers);
        double positives = Arrays.stream(answers).map(answer -> answer & 1).sum();
        double negatives = answers.length - positives;
        double hits = 0;
        double area = 0;
        double precision = 0;
        // from the most probable down, equal probabilities together
        for (int end = answers.length; end > 0;) {
            int begin = end;
            double gained = 0;
            while (begin > 0 && answers[begin - 1] >> 1 == answers[end - 1] >> 1) {
                gained += answers[--begin] & 1;
            }
            area += (end - begin - gained) * (hits + gained / 2);
            hits += gained;
            precision += gained * hits / (answers.length - begin);
            end = begin;
        }
        return new RankingScores(area / (positives * negatives), precision / positives);
    }
}
