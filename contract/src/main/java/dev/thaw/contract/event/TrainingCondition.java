package dev.thaw.contract.event;

/**
 * One condition of a data set's trigger, as it was looked at.
 *
 * @param name "request", "new-images", "elapsed", "maximum-wait", "accuracy", "drift": what starts a run; "per-class",
 *        "trainable", "no-run-in-progress": what must hold as well
 * @param met whether it holds
 * @param value the figure; null where there is none yet
 * @param threshold what it is compared with, or null
 * @param detail for people, or null
 */
public record TrainingCondition(String name, boolean met, Double value, Double threshold, String detail) {

    public TrainingCondition {
        Check.present("condition name", name);
    }
}
