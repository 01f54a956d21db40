package dev.thaw.finetuning.keras.applications;

import dev.thaw.finetuning.network.Network;

/** An entry of the catalogue. */
public final class Application {
    private final String name;
    private final int size;
    private final int smallestSize;
    private final Architecture architecture;
    private final boolean imageNet;

    Application(String name, int size, int smallestSize, Architecture architecture) {
        this(name, size, smallestSize, architecture, false);
    }

    private Application(String name, int size, int smallestSize, Architecture architecture, boolean imageNet) {
        this.name = name;
        this.size = size;
        this.smallestSize = smallestSize;
        this.architecture = architecture;
        this.imageNet = imageNet;
    }

    /** As Keras has it ({@code ResNet50}); with the factor of the filters for the families that have several ({@code MobileNet-0.25}). */
    public String name() {
        return name;
    }

    /** The height and width in pixels that it was trained on. */
    public int size() {
        return size;
    }

    /** The least height and width in pixels that Keras builds it for. */
    public int smallestSize() {
        return smallestSize;
    }

    /**
     * The same, as Keras builds it for the weights that were trained on ImageNet: EfficientNet scales its input once more then,
     * because those weights hold deviations where variances belong.
     */
    public Application forImageNet() {
        return new Application(name, size, smallestSize, architecture, true);
    }

    /**
     * The network without its classifier: its output is the last feature map.
     *
     * @throws IllegalArgumentException if the image is smaller than {@link #smallestSize()}
     */
    public Network backbone(int height, int width) {
        return build(new Architecture.Form(height, width, false, 0, imageNet));
    }

    /**
     * The whole network, which ends in the probabilities of the classes.
     *
     * @throws IllegalArgumentException if the image is smaller than {@link #smallestSize()} or there are no two classes
     */
    public Network classifier(int height, int width, int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException(name + " with its classifier needs at least 2 classes, not " + classes);
        }
        return build(new Architecture.Form(height, width, true, classes, imageNet));
    }

    private Network build(Architecture.Form form) {
        if (Math.min(form.height(), form.width()) < smallestSize) {
            throw new IllegalArgumentException(name + " takes images of at least " + smallestSize + " x " + smallestSize
                    + " pixels, not " + form.height() + " x " + form.width());
        }
        return architecture.build(form);
    }
}
