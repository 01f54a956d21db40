package dev.thaw.finetuning.network;

import java.util.ArrayList;
import java.util.List;

/** What a network's output says of each label. */
public final class ClassProbabilities {

    private ClassProbabilities() {
    }

    /** Whether a network with so many outputs tells so many labels apart: as many, or one for two (a sigmoid). */
    public static boolean fits(int outputs, int labels) {
        return outputs == labels || outputs == 1 && labels == 2;
    }

    /**
     * By label, summing to 1; a single output is the probability of the second of two labels.
     *
     * @param output (batch, labels) or (batch, 1)
     * @param row of the batch, from 0
     */
    public static List<Float> of(Tensor output, int row) {
        int outputs = output.shape().channels();
        float[] data = output.data();
        if (outputs == 1) {
            return List.of(1 - data[row], data[row]);
        }
        List<Float> probabilities = new ArrayList<>();
        for (int label = 0; label < outputs; label++) {
            probabilities.add(data[row * outputs + label]);
        }
        return probabilities;
    }
}
