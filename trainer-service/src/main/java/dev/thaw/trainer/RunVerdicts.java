package dev.thaw.trainer;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.SignalAnswered;
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
    private final BiConsumer<TrainingSignal, IgnoredSignal> onIgnored;
    private final Map<Integer, TreeMap<Integer, CheckpointEvaluated>> scores = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> answeredBefore = new HashSet<>();
    private int stageIndex = -1;
    private boolean concluded;
    private boolean over;
    private TrainingSignal stageStop;
    private TrainingSignal runStop;
    private long heardAt = System.nanoTime();
    private long words;

    /**
     * @param onIgnored called for each signal that has no effect, with the reason why
     */
    RunVerdicts(int attempt, BiConsumer<TrainingSignal, IgnoredSignal> onIgnored) {
        this.attempt = attempt;
        this.onIgnored = onIgnored;
    }

    /** From now on the run is in that stage; a stop of the stage before is done with. */
    synchronized void stageBegins(int index) {
        stageIndex = index;
        stageStop = null;
        concluded = false;
    }

    /** The stage's best is known: what orders it to stop from now on comes too late. */
    synchronized void stageConcluded() {
        concluded = true;
    }

    /** The run's training is over, one way or another. */
    synchronized void over() {
        over = true;
    }

    synchronized void evaluated(CheckpointEvaluated evaluated) {
        if (evaluated.attempt() <= attempt) {
            scores.computeIfAbsent(evaluated.stageIndex(), stage -> new TreeMap<>()).put(evaluated.epoch(), evaluated);
            heard();
        }
    }

    /** An earlier attempt dealt with that signal: if it is nothing to this one, it takes no second answer. */
    synchronized void answered(SignalAnswered answer) {
        answeredBefore.add(answer.signal());
    }

    /** @param earlier whether it was on its topic already when the attempt began to listen */
    void signalled(TrainingSignal signal, boolean earlier) {
        // told without the lock: publishing may wait, the training must not
        take(signal, earlier).forEach(onIgnored);
    }

    private synchronized Map<TrainingSignal, IgnoredSignal> take(TrainingSignal signal, boolean earlier) {
        if (!seen.add(signal.id())) {
            return Map.of(signal, IgnoredSignal.REPEATED);
        }
        if (signal.attempt() != ANY) {
            heard();
        }
        Optional<IgnoredSignal> ignored = whyIgnored(signal, earlier);
        if (ignored.isPresent()) {
            return answeredBefore.contains(signal.id()) ? Map.of() : Map.of(signal, ignored.get());
        }
        Optional<TrainingSignal> replaced = order();
        if (signal.action() == Action.STOP_STAGE) {
            stageStop = signal;
        } else {
            runStop = signal;
        }
        notifyAll();
        return replaced.map(weaker -> Map.of(weaker, IgnoredSignal.STOPPING_ALREADY)).orElse(Map.of());
    }

    private Optional<IgnoredSignal> whyIgnored(TrainingSignal signal, boolean earlier) {
        if (over) {
            return Optional.of(IgnoredSignal.RUN_OVER);
        }
        if (signal.attempt() != ANY && signal.attempt() != attempt) {
            return Optional.of(IgnoredSignal.OTHER_ATTEMPT);
        }
        boolean ofAStage = signal.stageIndex() >= 0;
        if (ofAStage && signal.stageIndex() != stageIndex) {
            return Optional.of(IgnoredSignal.OTHER_STAGE);
        }
        if (signal.action() == Action.STOP_STAGE && !ofAStage && earlier) {
            return Optional.of(IgnoredSignal.OTHER_ATTEMPT);
        }
        if (concluded && (ofAStage || signal.action() == Action.STOP_STAGE)) {
            return Optional.of(IgnoredSignal.STAGE_OVER);
        }
        boolean stopping = signal.action() == Action.STOP_STAGE ? order().isPresent() : runStop != null;
        return stopping && (signal.action() != Action.CANCEL || runStop.action() == Action.CANCEL)
                ? Optional.of(IgnoredSignal.STOPPING_ALREADY)
                : Optional.empty();
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

    /** How long the evaluator has said nothing. */
    synchronized Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    /** How often the evaluator has said something. */
    synchronized long words() {
        return words;
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
        words++;
        heardAt = System.nanoTime();
        notifyAll();
    }
}
