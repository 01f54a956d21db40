package dev.thaw.trainer;

import java.util.HashSet;
import java.util.Set;

import org.jboss.logging.Logger;

import dev.thaw.contract.event.SignalAnswered;
import dev.thaw.contract.event.SignalAnswered.Next;
import dev.thaw.contract.event.SignalAnswered.Outcome;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.finetuning.training.Obedience;
import dev.thaw.finetuning.training.StopOrder;
import dev.thaw.finetuning.training.TrainingListener.Progress;
import dev.thaw.service.EventPublisher;

/** Says what an attempt made of each signal, once. */
final class SignalAnswers {
    private static final Logger LOG = Logger.getLogger(SignalAnswers.class);
    private final TrainingRequested request;
    private final int attempt;
    private final EventPublisher publisher;
    private final TrainerMetrics metrics;
    private final Set<String> answered = new HashSet<>();
    private Place place = new Place(null, -1, 0, 0);

    private record Place(String stage, int stageIndex, int epoch, int step) {
    }

    SignalAnswers(TrainingRequested request, int attempt, EventPublisher publisher, TrainerMetrics metrics) {
        this.request = request;
        this.attempt = attempt;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /** Where the attempt is. */
    synchronized void at(Progress progress) {
        boolean training = progress.phase() == dev.thaw.finetuning.training.TrainingListener.Phase.TRAINING;
        place = new Place(progress.stage(), progress.stageIndex(), progress.epoch(), training ? progress.step() : 0);
    }

    synchronized void obeyed(Obedience done) {
        if (done.order().id() == null) {
            return;
        }
        String kept = done.restored() == null ? "the stage leaves nothing behind" : "epoch " + done.restoredEpoch() + " is kept";
        answer(done.order().id(), Outcome.OBEYED, kept + ", " + switch (done.next()) {
            case NEXT_STAGE -> "the next stage follows";
            case CANDIDATE -> "the run's best is handed in";
            case END -> "the run ends without a candidate";
        }, new Place(done.stage(), done.stageIndex(), done.epoch(), done.step()), done.restored(), done.restoredEpoch(),
                Next.valueOf(done.next().name()));
    }

    /** The run ends without a candidate. */
    synchronized void cancelled(StopOrder order) {
        if (order.id() != null) {
            answer(order.id(), Outcome.OBEYED, "the run ends without a candidate", place, null, 0, Next.END);
        }
    }

    /** A signal has no effect. One that is repeated was answered, or will be, when it came first. */
    synchronized void ignored(TrainingSignal signal, IgnoredSignal why) {
        LOG.infof("the signal %s is ignored: %s", signal.id(), why.reason());
        metrics.signal(why.tag());
        if (why != IgnoredSignal.REPEATED) {
            answer(signal.id(), Outcome.IGNORED, why.reason(), place, null, 0, Next.GOES_ON);
        }
    }

    private void answer(String signal, Outcome outcome, String reason, Place where, String restored, int restoredEpoch,
            Next next) {
        if (!answered.add(signal)) {
            return;
        }
        if (outcome == Outcome.OBEYED) {
            metrics.signal("obeyed");
        }
        publisher.publish(new SignalAnswered(request.dataset(), request.run(), attempt, signal, outcome, reason, where.stage(),
                where.stageIndex(), where.epoch(), where.step(), restored, restoredEpoch, next)).exceptionally(failure -> {
                    LOG.warnf("the answer to signal %s was not published: %s", signal, failure.getMessage());
                    return null;
                });
    }
}
