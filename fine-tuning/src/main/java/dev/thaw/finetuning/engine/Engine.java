package dev.thaw.finetuning.engine;

import java.util.List;
import java.util.Set;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;

/**
 * Runs networks. The only package that knows the numerical library; an engine compiles a network with its weights to a
 * program. Programs hold native memory: close them. One thread at a time may use a program.
 */
public interface Engine {

    /**
     * Compiles a network for inference.
     *
     * @param outputs the layers whose activations {@link InferenceProgram#run} returns
     */
    InferenceProgram inference(Network network, Weights weights, List<String> outputs);

    /**
     * Compiles a network for training. Its output must be logits or probabilities of shape (classes) whose activation is
     * softmax over two or more classes, or a sigmoid over one; the loss is computed from the logits.
     *
     * @param trainable the names of the weights ({@code layer/weight}) that get gradients; all others are constants of
     *        the graph, and no gradient is computed below the lowest of them
     */
    TrainingProgram training(Network network, Weights weights, Set<String> trainable, LossOptions loss);

    /**
     * Loads the numerical library and what it knows of gradients, which the first training program does otherwise: some seconds that
     * a process can spend before they are waited for.
     */
    void load();

    /** Bytes that the process may hold in memory, heap and all, before the numerical library fails; 0 if it sets no limit itself. */
    long memoryLimit();
}
