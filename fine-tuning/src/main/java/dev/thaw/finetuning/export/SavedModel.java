package dev.thaw.finetuning.export;

import java.util.List;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;

/**
 * What a model file of any format holds.
 *
 * @param labels in the order of the network's outputs, if it is a classifier that takes raw RGB pixels 0..255; empty if the file
 *        does not say
 */
public record SavedModel(Network network, Weights weights, List<String> labels) {

    public SavedModel {
        labels = List.copyOf(labels);
    }
}
