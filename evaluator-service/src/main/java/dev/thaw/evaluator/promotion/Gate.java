package dev.thaw.evaluator.promotion;

/** What a candidate must pass, by the name that {@code models.decisions} gives it. */
public enum Gate {
    /** There are test images to judge by. */
    TEST_SPLIT("test-split"),
    /** The loss on the test split is finite. */
    FINITE_LOSS("finite-loss"),
    /** The exported files give the probabilities that were measured. */
    EXPORT("export"),
    /** The champion knows the same labels. */
    LABELS("labels"),
    /** The champion takes images of the same size. */
    IMAGE_SIZE("image-size"),
    /** It is better than the champion on the same test images. */
    BETTER_THAN_CHAMPION("better-than-champion");

    private final String wireName;

    Gate(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
