package dev.thaw.finetuning.keras;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;

/**
 * What a Keras file holds: the graph, flat, and the values of its weights.
 *
 * @param kerasVersion of the Keras that wrote the file, as it says itself; {@code "2"} if it does not say
 */
public record KerasModel(Network network, Weights weights, String kerasVersion) {
}
