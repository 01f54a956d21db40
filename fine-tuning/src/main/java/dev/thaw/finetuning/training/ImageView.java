package dev.thaw.finetuning.training;

/** An image as it is shown to the network. @param image its hash */
public record ImageView(String image, Transform transform) {

    public static ImageView original(String image) {
        return new ImageView(image, Transform.NONE);
    }

    /** Names the view in the feature bank. */
    public String name() {
        return image + "/" + transform.name();
    }
}
