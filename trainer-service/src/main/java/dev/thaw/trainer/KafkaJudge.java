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
import dev.thaw.finetuning.plan.ValidationScore;
import dev.thaw.finetuning.training.CheckpointStore;
import dev.thaw.finetuning.training.Judge;
import dev.thaw.finetuning.training.SavedCheckpoint;
import dev.thaw.finetuning.training.StageVerdict;
import dev.thaw.finetuning.training.StopOrder;
import dev.thaw.finetuning.training.TrainingListener;

/**
 * Lets the evaluator service judge: announces checkpoints, obeys its signals and people's, and takes its word for the best
 * of a stage. If it is silent at the end of a stage, the trainer scores the stage's checkpoints itself, by the same rules.
 */
final class KafkaJudge implements Judge {
    private static final Duration GLANCE = Duration.ofMillis(500);
    private final Announcements announcements;
    private final RunVerdicts verdicts;
    private final EvaluatorPresence presence;
    private final Duration patience;
    private final CheckpointStore store;
    private final Supplier<Judge> local;
    private final TrainingListener listener;
    private final Departure departure;
    private final List<String> submitted = new ArrayList<>();
    private int stageIndex = -1;
    private StopOrder own;

    /** @param local makes a judge that scores on the validation split in this process */
    KafkaJudge(Announcements announcements, RunVerdicts verdicts, Duration patience, CheckpointStore store, Supplier<Judge> local,
            TrainingListener listener, Departure departure) {
        this.announcements = announcements;
        this.verdicts = verdicts;
        this.presence = new EvaluatorPresence(verdicts, patience, listener::message);
        this.patience = patience;
        this.store = store;
        this.local = local;
        this.listener = listener;
        this.departure = departure;
    }

    @Override
    public void submit(SavedCheckpoint saved) {
        enter(saved.state().stageIndex());
        submitted.add(saved.name());
        presence.expect(stageIndex, saved.state().epoch());
        // an attempt that resumes hands in the whole stage again: the evaluator remembers what it has scored, and where a stop was
        // in force it repeats it for this attempt
        if (verdicts.score(saved.name()).map(score -> score.signal() != null).orElse(true)) {
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
        presence.look();
        return verdicts.order().map(KafkaJudge::order).or(() -> Optional.ofNullable(own));
    }

    @Override
    public StageVerdict conclude(int stage, int lastEpoch) {
        enter(stage);
        StageVerdict verdict = lastEpoch == 0
                ? StageVerdict.none(stoppedBy(), 0)
                : heard(stage, lastEpoch).orElseGet(() -> judgeHere(stage, lastEpoch));
        verdicts.stageConcluded();
        return verdict;
    }

    /** Waits until the evaluator has named the best, with a stop or with the last epoch's score; empty if it is silent for too long. */
    private Optional<StageVerdict> heard(int stage, int lastEpoch) {
        if (!presence.absent()) {
            verdicts.listen();
        }
        do {
            departure.leaveIfMust();
            presence.lookForReturn();
            Optional<StageVerdict> verdict = stopped(lastEpoch).or(() -> complete(stage, lastEpoch));
            if (verdict.isPresent()) {
                return verdict;
            }
            glance();
        } while (verdicts.silence().compareTo(patience) < 0);
        return Optional.empty();
    }

    private Optional<StageVerdict> stopped(int lastEpoch) {
        return verdicts.order().flatMap(signal -> Optional.ofNullable(signal.bestCheckpoint()).flatMap(verdicts::score)
                .map(best -> verdict(best, countedBy(signal, lastEpoch))));
    }

    /** With the last epoch's score all is known, unless that score leads to a signal which is still on its way. */
    private Optional<StageVerdict> complete(int stage, int lastEpoch) {
        return verdicts.score(stage, lastEpoch).filter(last -> last.signal() == null || verdicts.order().isPresent())
                .flatMap(last -> last.bestCheckpoint() == null
                        ? Optional.of(StageVerdict.none(stoppedBy(), lastEpoch))
                        : verdicts.score(last.bestCheckpoint()).map(best -> verdict(best, lastEpoch)));
    }

    static StopOrder order(TrainingSignal signal) {
        return new StopOrder(StopOrder.Action.valueOf(signal.action().name()), signal.rule(),
                signal.reason() == null ? "no reason was given" : signal.reason(), signal.id());
    }

    private static int countedBy(TrainingSignal signal, int lastEpoch) {
        return signal.history().stream().mapToInt(TrainingSignal.EpochMetric::epoch).max().orElse(lastEpoch);
    }

    private StageVerdict judgeHere(int stage, int lastEpoch) {
        presence.missed();
        listener.message("the evaluator was silent for " + patience.toSeconds() + " s: stage " + (stage + 1)
                + " is judged by the trainer on the validation split");
        Judge here = local.get();
        submitted.forEach(name -> here.submit(new SavedCheckpoint(name, store)));
        StageVerdict verdict = here.conclude(stage, lastEpoch);
        own = here.order(stage).orElse(null);
        // a person's order is a better reason than what the scores would have led to
        return verdicts.order().isEmpty()
                ? verdict
                : new StageVerdict(verdict.bestCheckpoint(), verdict.bestEpoch(), verdict.score(), stoppedBy(),
                        verdict.countedEpochs());
    }

    private String stoppedBy() {
        return verdicts.order().map(TrainingSignal::rule).orElse("epochs");
    }

    private void enter(int stage) {
        if (stage != stageIndex) {
            stageIndex = stage;
            submitted.clear();
            own = null;
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

    private StageVerdict verdict(CheckpointEvaluated best, int countedEpochs) {
        ValidationScore score = new ValidationScore(number(best.metrics().loss()), best.metrics().accuracy(),
                number(best.metrics().macroF1()));
        return new StageVerdict(best.checkpoint(), best.epoch(), score, stoppedBy(), countedEpochs);
    }

    private static double number(Double value) {
        return value == null ? Double.NaN : value;
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
