package dev.thaw.trainer;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.event.TrainingSignal.Action;

/**
 * What was said about a run: how its checkpoints score, and what it is ordered to do. One thread feeds it, another asks.
 *
 * <p>Scores of earlier attempts count, because an attempt that resumes has the same weights at the same epoch. Orders to an
 * earlier attempt do not: they were about epochs that this attempt trains again.
 */
final class RunVerdicts {
    private static final int ANY = 0;
    private final int attempt;
    private final long begun;
    private final Runnable onStale;
    private final Map<Integer, TreeMap<Integer, CheckpointEvaluated>> scores = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int stageIndex = -1;
    private TrainingSignal stageStop;
    private TrainingSignal runStop;
    private long heardAt = System.nanoTime();

    /**
     * @param begun when the attempt began, epoch milliseconds
     * @param onStale called for each signal that is not for this attempt or its present stage
     */
    RunVerdicts(int attempt, long begun, Runnable onStale) {
        this.attempt = attempt;
        this.begun = begun;
        this.onStale = onStale;
    }

    /** From now on the run is in that stage; a stop of the stage before is done with. */
    synchronized void stageBegins(int index) {
        stageIndex = index;
        stageStop = null;
    }

    synchronized void evaluated(CheckpointEvaluated evaluated) {
        if (evaluated.attempt() <= attempt) {
            scores.computeIfAbsent(evaluated.stageIndex(), stage -> new TreeMap<>()).put(evaluated.epoch(), evaluated);
            heard();
        }
    }

    /** @param at the broker's time stamp, epoch milliseconds */
    synchronized void signalled(TrainingSignal signal, long at) {
        if (!seen.add(signal.id())) {
            return;
        }
        if (signal.attempt() != ANY && signal.attempt() != attempt) {
            onStale.run();
        } else if (signal.action() != Action.STOP_STAGE) {
            runStop = runStop == null || signal.action() == Action.CANCEL ? signal : runStop;
            heard();
        } else if (signal.stageIndex() < 0 ? at < begun : signal.stageIndex() != stageIndex) {
            // an order without a stage that is older than the attempt was for the attempt before
            onStale.run();
        } else {
            stageStop = signal;
            heard();
        }
    }

    /** What the run has to do now. */
    synchronized Optional<TrainingSignal> order() {
        return Optional.ofNullable(runStop != null ? runStop : stageStop);
    }

    synchronized Optional<CheckpointEvaluated> score(int stage, int epoch) {
        return Optional.ofNullable(scores.getOrDefault(stage, new TreeMap<>()).get(epoch));
    }

    /** The score of the checkpoint with that prefix. */
    synchronized Optional<CheckpointEvaluated> score(String checkpoint) {
        return scores.values().stream().flatMap(stage -> stage.values().stream())
                .filter(evaluated -> evaluated.checkpoint().equals(checkpoint)).findFirst();
    }

    /** How long nothing was heard. */
    synchronized Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    /** Begins to count the silence anew: only now is something expected. */
    synchronized void listen() {
        heardAt = System.nanoTime();
    }

    /** Waits until something is heard, at most that long. */
    synchronized void awaitNews(Duration atMost) throws InterruptedException {
        wait(Math.max(1, atMost.toMillis()));
    }

    private void heard() {
        heardAt = System.nanoTime();
        notifyAll();
    }
}
