package dev.thaw.finetuning.engine;

import java.util.Map;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** A network compiled for inference: dropout is the identity, batch normalization uses its moving statistics. */
public interface InferenceProgram extends AutoCloseable {

    /**
     * @param inputs by input layer, each (batch, height, width, channels) or (batch, units)
     * @return by layer, the activations asked for at compilation, batch first
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs);

    /** Puts other values in the place of weights, by name; shapes must fit. */
    void assign(Weights weights);

    @Override
    void close();
}
