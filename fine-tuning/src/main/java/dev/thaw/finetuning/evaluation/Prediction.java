package dev.thaw.finetuning.evaluation;

import java.util.List;

/**
 * What a network says of one image.
 *
 * @param image its hash
 * @param label the index of its true class
 * @param probabilities by class, in the order of the task's labels
 */
public record Prediction(String image, int label, List<Float> probabilities) {

    public Prediction {
        probabilities = List.copyOf(probabilities);
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
}
