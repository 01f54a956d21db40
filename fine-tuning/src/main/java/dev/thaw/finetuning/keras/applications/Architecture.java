package dev.thaw.finetuning.keras.applications;

import dev.thaw.finetuning.network.Network;

/** Builds the networks of one entry of Keras Applications. */
@FunctionalInterface
interface Architecture {

    Network build(Form form);

    /**
     * What may differ between networks of one architecture.
     *
     * @param includeTop with the classifier; without it the output is the last feature map
     * @param classes of the classifier
     * @param imageNet as Keras builds it for the published weights
     */
    record Form(int height, int width, boolean includeTop, int classes, boolean imageNet) {
    }
}
