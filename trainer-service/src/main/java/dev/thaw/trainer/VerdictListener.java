package dev.thaw.trainer;

import java.time.Duration;

import org.jboss.logging.Logger;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.service.EventReaders;

/** Listens, on a thread of its own and from the beginning of the topics, to what is said about one run, until it is closed. */
final class VerdictListener implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(VerdictListener.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private final String run;
    private final EventReaders readers;
    private final RunVerdicts verdicts;
    private final Thread thread;
    private volatile boolean closed;

    private VerdictListener(String run, EventReaders readers, RunVerdicts verdicts) {
        this.run = run;
        this.readers = readers;
        this.verdicts = verdicts;
        this.thread = new Thread(this::listen, "verdicts-" + run);
        this.thread.setDaemon(true);
    }

    static VerdictListener start(String run, EventReaders readers, RunVerdicts verdicts) {
        VerdictListener listener = new VerdictListener(run, readers, verdicts);
        listener.thread.start();
        return listener;
    }

    /** What was heard so far. */
    RunVerdicts verdicts() {
        return verdicts;
    }

    private void listen() {
        while (!closed) {
            try (EventReader reader = readers.open(Topic.EVALUATION_METRICS, Topic.TRAINING_SIGNALS)) {
                while (!closed) {
                    reader.poll(POLL).forEach(this::hear);
                }
            } catch (RuntimeException e) {
                // what was heard already is ignored when it comes again
                LOG.warnf("listening to the evaluator failed, trying again: %s", e.getMessage());
                pause();
            }
        }
    }

    private void hear(Received received) {
        if (received.event() instanceof CheckpointEvaluated evaluated && evaluated.run().equals(run)) {
            verdicts.evaluated(evaluated);
        } else if (received.event() instanceof TrainingSignal signal && signal.run().equals(run)) {
            verdicts.signalled(signal, received.timestamp());
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
