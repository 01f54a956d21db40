package dev.thaw.platform.supervise;

import java.time.Duration;

/** Is told what becomes of the supervised processes; called from several threads. */
public interface SupervisorListener {

    void ready(String process);

    /** @param how one sentence, with the exit status */
    void died(String process, String how, Duration restartIn);

    void backAgain(String process);
}
