package dev.thaw.platform.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.kafka.EventWriter;
import dev.thaw.contract.text.ForeignText;

/**
 * Cancels a run when the command that asked for it is interrupted: its platform ends with it, and the next one on the same
 * data would otherwise take the run up again before anything else.
 */
final class CancelAtExit {
    private static final long PATIENCE_SECONDS = 3;

    private final EventWriter writer;
    private final TrainingSignal signal;
    private final Thread hook = new Thread(this::cancel, "cancel-run");

    CancelAtExit(EventWriter writer, String dataset, String run) {
        this.writer = writer;
        this.signal = PersonSignal.of(dataset, run, TrainingSignal.Action.CANCEL, "the command was interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void cancel() {
        try {
            writer.send(signal).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("run " + signal.run() + " could not be cancelled and will be taken up by the next platform: "
                    + ForeignText.line(e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run has ended: nothing is to be cancelled any more. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // interrupted at this moment: the hook runs
            return;
        }
    }
}
