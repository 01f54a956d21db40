package dev.thaw.finetuning.training;

/**
 * @param rule what decided: "patience", "not-finite", "person"
 * @param reason for people
 */
public record StopOrder(Action action, String rule, String reason) {

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
}
