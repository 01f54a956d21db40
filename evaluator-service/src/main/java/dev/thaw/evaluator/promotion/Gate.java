package dev.thaw.evaluator.promotion;

/** What a candidate must pass, by the name that {@code models.decisions} gives it. */
public enum Gate {
    /** There are test images to judge by. */
    TEST_SPLIT("test-split"),
    /** The loss on the test split is finite. */
    FINITE_LOSS("finite-loss"),
    /** The exported files can be loaded and give the probabilities that were measured. */
    EXPORT("export"),
    /** It knows every label that the champion knows. */
    LABELS("labels"),
    /** The champion takes images of the same size. */
    IMAGE_SIZE("image-size"),
    /** It is better than the champion on the same test images. */
    BETTER_THAN_CHAMPION("better-than-champion"),
    /** It is not worse than the champion on the same test images, as far as an interval tells. */
    NOT_WORSE_THAN_CHAMPION("not-worse-than-champion"),
    /** It recognises enough of each label's images. */
    RECALL("recall"),
    /** It recognises enough of the images of labels that the champion does not know. */
    NEW_LABELS("new-labels"),
    /** Its probabilities can be taken at their word. */
    CALIBRATION("calibration"),
    /** Its exported files are small enough. */
    SIZE("size"),
    /** It answers quickly enough. */
    LATENCY("latency");

    private final String wireName;

    Gate(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
