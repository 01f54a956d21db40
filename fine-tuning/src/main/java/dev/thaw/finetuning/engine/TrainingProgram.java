package dev.thaw.finetuning.engine;

import java.util.Map;
import java.util.Set;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** A network compiled for training: forward in training mode (dropout active), loss, gradients of the trainable weights. */
public interface TrainingProgram extends AutoCloseable {

    /**
     * One forward and backward pass. The penalties on weights are not in it: they are the caller's.
     *
     * @param inputs by input layer, batch first
     * @param targets one-hot (batch, classes), or (batch, 1) of 0 and 1 for a sigmoid
     * @param sampleWeights one per image of the batch (class weights); all 1 for none. The loss is their weighted sum divided by the batch size, as Keras does
     * @param dropoutSeed makes the dropout masks of this step; the same seed gives the same masks
     */
    Gradients gradients(Map<String, Tensor> inputs, Tensor targets, float[] sampleWeights, long dropoutSeed);

    /** The network's output in inference mode, with the present weights: probabilities (batch, classes). */
    Tensor predict(Map<String, Tensor> inputs);

    /** Hands the trainable weights to the update, with their gradients of the last {@link #gradients}; both in the order of the network. */
    void update(WeightUpdate update);

    /** A copy of the present values of the trainable weights. */
    Weights trainableWeights();

    /**
     * The frozen weights whose native copies are no longer, bit for bit, what they were made from. Empty always, unless the
     * numerical library wrote where it must not: reading them back is the proof that frozen means frozen.
     */
    Set<String> movedFrozenWeights();

    /** Puts other values in the place of trainable weights, by name; shapes must fit. */
    void assign(Weights weights);

    @Override
    void close();

    /**
     * @param loss the mean loss of the batch with the penalties on activities, without those on weights; NaN or infinite if training has diverged (a weight or a gradient is not
     *        finite), which the caller must look at
     * @param probabilities (batch, classes) as the training-mode forward pass gave them
     * @param activities the penalties on activities, by {@code activity l1 <layer>} or {@code activity l2 <layer>}
     */
    record Gradients(double loss, Tensor probabilities, Map<String, Tensor> byWeight, Map<String, Double> activities) {
    }

    /** Changes weights in place. */
    @FunctionalInterface
    interface WeightUpdate {

        /** @param weights by name, to be changed @param gradients by the same names; they may be changed too */
        void apply(Map<String, Tensor> weights, Map<String, Tensor> gradients);
    }
}
