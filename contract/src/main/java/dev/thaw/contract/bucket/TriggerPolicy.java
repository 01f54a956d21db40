package dev.thaw.contract.bucket;

/**
 * When a data set is trained by itself: as soon as one of the conditions for it holds, provided that {@code perClass} holds as
 * well. With none of them it is trained only when somebody asks.
 *
 * @param newImages so many new images since the last run's manifest; 0: never for their number
 * @param everySeconds so long after the last run was requested, if there is anything new; 0: never for the time alone
 * @param perClass images of each class in the training split that a run needs at least, whatever triggers it; a person's request
 *        is not held up by it
 * @param accuracyBelow the champion's accuracy on newly labelled arrivals is below this, in (0, 1); null: not looked at
 * @param assessWindow how many of the newest arrivals accuracy and drift are measured on, at least 20
 * @param driftBelow the two-sample test of new arrivals against the champion's training images gives a p value below this, in
 *        (0, 1); null: not looked at
 * @param maximumWaitSeconds an image waits at most so long for a run, even if the number is not reached; 0: for ever
 */
public record TriggerPolicy(int newImages, long everySeconds, int perClass, Double accuracyBelow, int assessWindow,
        Double driftBelow, long maximumWaitSeconds) {
    /** Of {@code assessWindow} where nobody says it, in images. */
    public static final int USUAL_WINDOW = 200;

    public TriggerPolicy {
        assessWindow = assessWindow == 0 ? USUAL_WINDOW : assessWindow;
        if (newImages < 0 || everySeconds < 0 || perClass < 0 || maximumWaitSeconds < 0) {
            throw new IllegalArgumentException(
                    "trigger.newImages, everySeconds, perClass and maximumWaitSeconds must not be negative");
        }
        if (assessWindow < 20) {
            throw new IllegalArgumentException("trigger.assessWindow must be at least 20, not " + assessWindow);
        }
        share("trigger.accuracyBelow", accuracyBelow);
        share("trigger.driftBelow", driftBelow);
    }

    /** Only when somebody asks. */
    public static TriggerPolicy onRequest() {
        return every(0);
    }

    /** Whenever there are so many new images; 0: only when somebody asks. */
    public static TriggerPolicy every(int newImages) {
        return new TriggerPolicy(newImages, 0, 0, null, USUAL_WINDOW, null, 0);
    }

    /** The same, with another number of new images. */
    public TriggerPolicy withNewImages(int number) {
        return new TriggerPolicy(number, everySeconds, perClass, accuracyBelow, assessWindow, driftBelow, maximumWaitSeconds);
    }

    private static void share(String what, Double value) {
        if (value != null && !(value > 0 && value < 1)) {
            throw new IllegalArgumentException(what + " must be above 0 and below 1, not " + value);
        }
    }
}
