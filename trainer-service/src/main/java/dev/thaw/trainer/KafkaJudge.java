package dev.thaw.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.finetuning.training.CheckpointStore;
import dev.thaw.finetuning.training.Judge;
import dev.thaw.finetuning.training.SavedCheckpoint;
import dev.thaw.finetuning.training.StageVerdict;
import dev.thaw.finetuning.training.StopOrder;
import dev.thaw.finetuning.training.TrainingListener;

/**
 * Lets the evaluator service judge: announces checkpoints, obeys its signals and people's, and takes its word for the best
 * of a stage. If it is silent at the end of a stage, the trainer scores the stage's checkpoints itself.
 */
final class KafkaJudge implements Judge {
    private static final Duration GLANCE = Duration.ofMillis(500);
    private final Announcements announcements;
    private final RunVerdicts verdicts;
    private final Duration patience;
    private final CheckpointStore store;
    private final Supplier<Judge> local;
    private final TrainingListener listener;
    private final Departure departure;
    private final List<String> submitted = new ArrayList<>();
    private int stageIndex = -1;

    /** @param local makes a judge that scores on the validation split in this process */
    KafkaJudge(Announcements announcements, RunVerdicts verdicts, Duration patience, CheckpointStore store, Supplier<Judge> local,
            TrainingListener listener, Departure departure) {
        this.announcements = announcements;
        this.verdicts = verdicts;
        this.patience = patience;
        this.store = store;
        this.local = local;
        this.listener = listener;
        this.departure = departure;
    }

    @Override
    public void submit(SavedCheckpoint saved) {
        enter(saved.checkpoint().stageIndex());
        submitted.add(saved.name());
        // an attempt that resumes hands in the whole stage again: the evaluator remembers what it has scored
        if (verdicts.score(saved.name()).isEmpty()) {
            announcements.announce(saved);
        }
    }

    @Override
    public Optional<StopOrder> order(int stage) {
        departure.leaveIfLost();
        enter(stage);
        if (departure.goingDown().getAsBoolean()) {
            return Optional.of(new StopOrder(StopOrder.Action.SUSPEND, "shutdown", "the service is going down"));
        }
        return verdicts.order().map(signal -> new StopOrder(StopOrder.Action.valueOf(signal.action().name()), signal.rule(),
                signal.reason()));
    }

    @Override
    public StageVerdict conclude(int stage, int lastEpoch) {
        enter(stage);
        if (lastEpoch == 0) {
            return StageVerdict.none(stoppedBy());
        }
        return heard(stage, lastEpoch).orElseGet(() -> judgeHere(stage, lastEpoch));
    }

    /** Waits until the evaluator has named the best, with a stop or with the last epoch's score; empty if it is silent for too long. */
    private Optional<StageVerdict> heard(int stage, int lastEpoch) {
        verdicts.listen();
        while (verdicts.silence().compareTo(patience) < 0) {
            departure.leaveIfMust();
            Optional<StageVerdict> stopped = verdicts.order().map(TrainingSignal::bestCheckpoint).flatMap(verdicts::score)
                    .map(this::verdict);
            if (stopped.isPresent()) {
                return stopped;
            }
            Optional<CheckpointEvaluated> last = verdicts.score(stage, lastEpoch);
            if (last.isPresent()) {
                String best = last.get().bestCheckpoint();
                return best == null ? Optional.of(StageVerdict.none(stoppedBy())) : verdicts.score(best).map(this::verdict);
            }
            glance();
        }
        return Optional.empty();
    }

    private StageVerdict judgeHere(int stage, int lastEpoch) {
        listener.message("the evaluator was silent for " + patience.toSeconds() + " s: stage " + (stage + 1)
                + " is judged by the trainer on the validation split");
        Judge here = local.get();
        submitted.forEach(name -> here.submit(new SavedCheckpoint(name, store.load(name))));
        StageVerdict verdict = here.conclude(stage, lastEpoch);
        // a person's order is a better reason than what the scores would have led to
        return verdicts.order().isEmpty()
                ? verdict
                : new StageVerdict(verdict.bestCheckpoint(), verdict.bestEpoch(), verdict.validationLoss(),
                        verdict.validationAccuracy(), stoppedBy());
    }

    private String stoppedBy() {
        return verdicts.order().map(TrainingSignal::rule).orElse("epochs");
    }

    private void enter(int stage) {
        if (stage != stageIndex) {
            stageIndex = stage;
            submitted.clear();
            verdicts.stageBegins(stage);
        }
    }

    private void glance() {
        try {
            verdicts.awaitNews(GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeavingException("interrupted while waiting for the evaluator");
        }
    }

    private StageVerdict verdict(CheckpointEvaluated best) {
        Double loss = best.metrics().loss();
        return new StageVerdict(best.checkpoint(), best.epoch(), loss == null ? Double.NaN : loss, best.metrics().accuracy(),
                stoppedBy());
    }

    /** Tells the evaluator of checkpoints. */
    @FunctionalInterface
    interface Announcements {

        /**
         * Returns when the broker has the announcement.
         *
         * @throws LeavingException if a later attempt holds the run
         * @throws UncheckedIOException of an {@link IOException}, if the broker or the S3 server fails
         */
        void announce(SavedCheckpoint saved);
    }
}
