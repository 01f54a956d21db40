package dev.thaw.finetuning.training;

/**
 * How an order to stop was carried out.
 *
 * @param epoch the epoch that was cut short, or the stage's last if none was; 0 before the first
 * @param step steps done of that epoch
 * @param restored the checkpoint whose weights the stage ends with; null if it has none
 * @param restoredEpoch its epoch, 0 if there is none
 */
public record Obedience(StopOrder order, String stage, int stageIndex, int epoch, int step, String restored, int restoredEpoch,
        Next next) {

    /** NEXT_STAGE begins; CANDIDATE: the run ends with its best checkpoint; END: it ends without any. */
    public enum Next {
        NEXT_STAGE,
        CANDIDATE,
        END
    }
}
