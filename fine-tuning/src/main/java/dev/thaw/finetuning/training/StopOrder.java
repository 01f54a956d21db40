package dev.thaw.finetuning.training;

/**
 * @param rule what decided: "patience", "overfitting", "not-finite", "target", "time-budget", "epoch-budget", "person"
 * @param reason for people
 * @param id of the message that brought it; null if it was decided in this process
 */
public record StopOrder(Action action, String rule, String reason, String id) {

    /**
     * STOP_STAGE: restore the best and go on with the next stage. STOP_RUN: restore the best and hand it in. CANCEL: end without a
     * candidate. SUSPEND: save a checkpoint at the present step, for another process to go on from, and end.
     */
    public enum Action {
        STOP_STAGE,
        STOP_RUN,
        CANCEL,
        SUSPEND
    }

    public StopOrder(Action action, String rule, String reason) {
        this(action, rule, reason, null);
    }
}
