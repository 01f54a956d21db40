package dev.thaw.trainer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jboss.logging.Logger;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.SignalAnswered;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.service.DaemonThreads;
import dev.thaw.service.EventReaders;

/** Listens, on a thread of its own, to what is said about one run, from what was said before the attempt on, until it is closed. */
final class VerdictListener implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(VerdictListener.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private final String run;
    private final EventReaders readers;
    private final RunVerdicts verdicts;
    private final Thread thread;
    /** By topic and partition, the next offset: after a failure everything is read again, but each record is heard once. */
    private final Map<String, Long> heard = new HashMap<>();
    private boolean caughtUp;
    private volatile boolean closed;

    private VerdictListener(String run, EventReaders readers, RunVerdicts verdicts) {
        this.run = run;
        this.readers = readers;
        this.verdicts = verdicts;
        this.thread = new DaemonThreads("verdicts-" + run).newThread(this::listen);
    }

    static VerdictListener start(String run, EventReaders readers, RunVerdicts verdicts) {
        VerdictListener listener = new VerdictListener(run, readers, verdicts);
        listener.thread.start();
        return listener;
    }

    private void listen() {
        while (!closed) {
            try (EventReader reader = readers.openFor(run, Topic.EVALUATION_METRICS,
                    Topic.TRAINING_SIGNALS)) {
                catchUp(reader);
                while (!closed) {
                    reader.poll(POLL).forEach(this::hear);
                }
            } catch (RuntimeException e) {
                LOG.warnf("listening to the evaluator failed, trying again: %s", e.getMessage());
                pause();
            }
        }
    }

    /** What an earlier attempt answered is known before the signal that it answered is looked at. */
    private void catchUp(EventReader reader) {
        List<Received> past = new ArrayList<>();
        reader.readToEnd(received -> {
            if (received.event().key().equals(run)) {
                past.add(received);
            }
        });
        for (Received received : past) {
            if (received.event() instanceof SignalAnswered answer) {
                verdicts.answered(answer);
            }
        }
        past.forEach(this::hear);
        // told by the order on the topic, not by the time: clocks differ, and jump
        caughtUp = true;
    }

    private void hear(Received received) {
        String partition = received.topic() + "/" + received.partition();
        if (received.offset() < heard.getOrDefault(partition, 0L)) {
            return;
        }
        heard.put(partition, received.offset() + 1);
        if (received.event() instanceof CheckpointEvaluated evaluated && evaluated.run().equals(run)) {
            verdicts.evaluated(evaluated);
        } else if (received.event() instanceof TrainingSignal signal && signal.run().equals(run)) {
            verdicts.signalled(signal, !caughtUp);
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
