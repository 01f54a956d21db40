package dev.thaw.finetuning.export;

import java.util.List;

import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.keras.PreprocessingInside;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;

/**
 * What a model file of any format holds.
 *
 * @param labels in the order of the network's outputs, if it is a classifier of images; empty if the file does not say
 */
public record SavedModel(Network network, Weights weights, List<String> labels) {

    public SavedModel {
        labels = List.copyOf(labels);
    }

    /**
     * The same with the preprocessing inside that was done before it: it takes raw RGB pixels 0..255.
     *
     * @throws IllegalArgumentException if that is inside already, or swaps channels that no convolution takes
     */
    public SavedModel takingPixels(Preprocessing preprocessing) {
        return new SavedModel(PreprocessingInside.network(network, preprocessing),
                PreprocessingInside.weights(network, weights, preprocessing), labels);
    }
}
