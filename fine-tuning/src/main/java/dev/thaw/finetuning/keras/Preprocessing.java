package dev.thaw.finetuning.keras;

import java.util.List;
import java.util.Optional;

import dev.thaw.finetuning.network.Network;

/**
 * What a pre-trained network expects to be done to RGB pixels 0..255 before they reach its first layer, by the names of
 * {@code keras.applications.imagenet_utils.preprocess_input}. A {@link BaseModel} has it inside.
 */
public enum Preprocessing {
    /** {@code x / 127.5 - 1}: MobileNet, Inception, Xception, NASNet, ResNetV2. */
    TF("x / 127.5 - 1", List.of(1 / 127.5), List.of(-1.0)),
    /** RGB to BGR, minus the means of ImageNet, not scaled: VGG, ResNet, SqueezeNet. The swap is not part of scale and offset. */
    CAFFE("RGB to BGR, minus 103.939, 116.779, 123.68", List.of(1.0), List.of(-123.68, -116.779, -103.939)),
    /** {@code (x / 255 - mean) / standard deviation} per channel: DenseNet. */
    TORCH("(x / 255 - (0.485, 0.456, 0.406)) / (0.229, 0.224, 0.225)",
            List.of(1 / (255 * 0.229), 1 / (255 * 0.224), 1 / (255 * 0.225)),
            List.of(-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225)),
    /** {@code x / 255}. */
    UNIT("x / 255", List.of(1 / 255.0), List.of(0.0)),
    /** Raw pixels: the network scales them itself, or was trained on them. */
    NONE("none", List.of(1.0), List.of(0.0));

    private final String formula;
    private final List<Double> scale;
    private final List<Double> offset;

    Preprocessing(String formula, List<Double> scale, List<Double> offset) {
        this.formula = formula;
        this.scale = scale;
        this.offset = offset;
    }

    /**
     * What a classifier or base needs, by its architecture: {@link #NONE} if it scales its pixels itself, as all do that Thaw wrote;
     * empty if its architecture is not a known one.
     *
     * @param network as it stands in its file
     */
    public static Optional<Preprocessing> of(Network network) {
        return PreprocessingRecognition.of(network);
    }

    /** For people: what becomes of RGB pixels x. */
    public String formula() {
        return formula;
    }

    /** Factor for all channels, or one for each of R, G, B. */
    public List<Double> scale() {
        return scale;
    }

    /** Added after scaling: for all channels, or one for each of R, G, B. */
    public List<Double> offset() {
        return offset;
    }

    /** True if the network takes its channels as blue, green, red. */
    public boolean swapsChannels() {
        return this == CAFFE;
    }
}
