package dev.thaw.finetuning.evaluation;

import java.util.List;

/**
 * What a network says of one image.
 *
 * @param image its hash
 * @param label the index of its true class
 * @param probabilities by class, in the order of the task's labels; kept in 4 bytes each
 */
public record Prediction(String image, int label, List<Float> probabilities) {

    private static final double EPSILON = 1e-7;

    public Prediction {
        probabilities = PackedFloats.of(probabilities);
    }

    /** The index of the most probable class; the first of equals; 0 if none is a number. */
    public int predicted() {
        int best = 0;
        for (int i = 1; i < probabilities.size(); i++) {
            if (probabilities.get(i) > probabilities.get(best)) {
                best = i;
            }
        }
        return best;
    }

    /** Whether the most probable class is the true one. */
    public boolean right() {
        return predicted() == label;
    }

    /** The highest of the probabilities. */
    public float confidence() {
        return probabilities.get(predicted());
    }

    /** Whether all probabilities are numbers. */
    public boolean finite() {
        for (float probability : probabilities) {
            if (!Float.isFinite(probability)) {
                return false;
            }
        }
        return true;
    }

    /** The cross-entropy: natural logarithm, the probability kept within [1e-7, 1 - 1e-7] as Keras does; NaN if one is not a number. */
    public double loss() {
        return finite() ? -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, probabilities.get(label)))) : Double.NaN;
    }
}
