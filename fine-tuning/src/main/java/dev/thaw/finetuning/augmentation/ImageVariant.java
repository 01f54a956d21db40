package dev.thaw.finetuning.augmentation;

/** An image as it is shown to the network. @param image its hash */
public record ImageVariant(String image, Transform transform) {

    /** The image as it is. @param image its hash */
    public static ImageVariant original(String image) {
        return new ImageVariant(image, Transform.NONE);
    }

    /** Names the variant in the feature bank. */
    public String name() {
        return image + "/" + transform.name();
    }
}
