package dev.thaw.finetuning.keras;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;

/**
 * The pre-trained network that a run starts from, ready to have a new head put on it.
 *
 * @param backbone takes raw RGB pixels 0..255 as (batch, height, width, 3) and gives a feature map; the preprocessing is its first
 *        layer and the classifier top is gone
 * @param weights of the backbone
 * @param sha256 of the file that it was read from, in hex
 * @param preprocessing that was put into the backbone
 */
public record BaseModel(Network backbone, Weights weights, String sha256, Preprocessing preprocessing) {

    /**
     * The same backbone for images of another size.
     *
     * @throws IllegalArgumentException if it is not fully convolutional, or the size is too small for it
     */
    public BaseModel resized(int height, int width) {
        return new BaseModel(NetworkResizing.resized(backbone, height, width), weights, sha256, preprocessing);
    }
}
