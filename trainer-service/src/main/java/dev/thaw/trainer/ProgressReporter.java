package dev.thaw.trainer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import dev.thaw.contract.event.TrainingProgress;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.finetuning.training.Obedience;
import dev.thaw.finetuning.training.PreparedStage;
import dev.thaw.finetuning.training.StageOutcome;
import dev.thaw.finetuning.training.TrainingListener;
import dev.thaw.service.DaemonThreads;
import dev.thaw.service.EventPublisher;
import dev.thaw.service.LogContext;

/** Publishes where an attempt is: at once when the phase, the stage or the epoch changes, and at a steady beat, whatever the training thread is busy with. */
final class ProgressReporter implements TrainingListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ProgressReporter.class);
    private final TrainingRequested request;
    private final int attempt;
    private final EventPublisher publisher;
    private final Runnable leaveIfMust;
    private final LogContext context;
    private final SignalAnswers answers;
    private final ScheduledExecutorService beat;
    private List<String> stages = List.of();
    private Where where = Where.fetching(0, 0, 0);
    private long sequence;

    /**
     * @param leaveIfMust throws {@link LeavingException} when the attempt has to end; called on the training thread
     * @param context of the training thread's log lines
     */
    ProgressReporter(TrainingRequested request, int attempt, EventPublisher publisher, Duration interval, Runnable leaveIfMust,
            LogContext context, SignalAnswers answers) {
        this.request = request;
        this.attempt = attempt;
        this.publisher = publisher;
        this.leaveIfMust = leaveIfMust;
        this.context = context;
        this.answers = answers;
        this.beat = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("progress-" + request.run()));
        beat.scheduleAtFixedRate(() -> tell(null), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void planned(List<String> stageNames) {
        stages = List.copyOf(stageNames);
    }

    /** Images fetched so far. */
    void fetched(int images, int of, double imagesPerSecond) {
        leaveIfMust.run();
        move(Where.fetching(images, of, imagesPerSecond));
    }

    @Override
    public void progress(Progress progress) {
        answers.at(progress);
        move(Where.of(progress));
    }

    @Override
    public void obeyed(Obedience obedience) {
        answers.obeyed(obedience);
    }

    @Override
    public void stageBegun(PreparedStage stage) {
        context.stage(stage.name());
        LOG.infof("stage %s begins", stage.name());
    }

    @Override
    public void stageEnded(StageOutcome outcome) {
        LOG.infof("stage %s ended by %s after %d epochs, best epoch %d with validation loss %.4f, accuracy %.4f", outcome.name(),
                outcome.stoppedBy(), outcome.epochs(), outcome.bestEpoch(), outcome.validationLoss(),
                outcome.validationAccuracy());
    }

    @Override
    public void message(String text) {
        LOG.info(text);
        tell(text);
    }

    private void move(Where next) {
        boolean turn;
        synchronized (this) {
            turn = !next.samePlace(where);
            where = next;
        }
        if (turn) {
            tell(null);
        }
    }

    /** @param message for people, or null */
    private synchronized void tell(String message) {
        sequence++;
        publisher.publish(where.event(request, attempt, sequence, message, stages)).exceptionally(failure -> {
            LOG.warnf("progress was not published: %s", failure.getMessage());
            return null;
        });
    }

    @Override
    public void close() {
        beat.shutdownNow();
    }

    /** The present place, in the terms of the event. */
    private record Where(TrainingProgress.Phase phase, String stage, int stageIndex, int epoch, int epochs, int step, int steps,
            double imagesPerSecond, Double loss, Double etaSeconds) {

        static Where fetching(int images, int of, double imagesPerSecond) {
            return new Where(TrainingProgress.Phase.FETCHING, null, -1, 0, 0, images, of, imagesPerSecond, null, null);
        }

        static Where of(Progress progress) {
            return new Where(TrainingProgress.Phase.valueOf(progress.phase().name()), progress.stage(), progress.stageIndex(),
                    progress.epoch(), progress.epochs(), progress.step(), progress.steps(), progress.imagesPerSecond(),
                    finite(progress.loss()), finite(progress.etaSeconds()));
        }

        boolean samePlace(Where other) {
            return phase == other.phase && stageIndex == other.stageIndex && epoch == other.epoch;
        }

        TrainingProgress event(TrainingRequested request, int attempt, long sequence, String message, List<String> stages) {
            return new TrainingProgress(request.dataset(), request.run(), attempt, sequence, phase, stage, stageIndex, epoch,
                    epochs,
                    step, steps, imagesPerSecond, loss, etaSeconds, message, stages);
        }

        private static Double finite(double number) {
            return Double.isFinite(number) ? number : null;
        }
    }
}
