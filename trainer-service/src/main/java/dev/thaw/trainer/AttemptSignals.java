package dev.thaw.trainer;

import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.finetuning.training.StopOrder;
import dev.thaw.finetuning.training.TrainingCancelledException;
import dev.thaw.service.EventPublisher;
import dev.thaw.service.EventReaders;

/** What an attempt is told, from its first moment on, and what it answers. Listens on until it is closed, so that late signals are answered too. */
final class AttemptSignals implements AutoCloseable {
    private final SignalAnswers answers;
    private final RunVerdicts verdicts;
    private final VerdictListener listener;
    private boolean over;

    AttemptSignals(TrainingRequested request, Claim claim, EventReaders readers, EventPublisher publisher,
            TrainerMetrics metrics) {
        this.answers = new SignalAnswers(request, claim.attempt(), publisher, metrics);
        this.verdicts = new RunVerdicts(claim.attempt(), answers::ignored);
        this.listener = VerdictListener.start(request.run(), readers, verdicts);
    }

    SignalAnswers answers() {
        return answers;
    }

    RunVerdicts verdicts() {
        return verdicts;
    }

    /** @throws TrainingCancelledException if somebody wants the run to end */
    void leaveIfCancelled() {
        verdicts.order().filter(signal -> signal.action() == TrainingSignal.Action.CANCEL).map(KafkaJudge::order)
                .ifPresent(order -> {
                    throw new TrainingCancelledException(order);
                });
    }

    /** The run ends without a candidate because somebody ordered so. */
    void cancelled(StopOrder order) {
        answers.cancelled(order);
        over();
    }

    /** The run's training is over: what comes now comes too late. */
    void over() {
        over = true;
        verdicts.over();
    }

    /** The attempt has ended. Unless the training is over, what comes now is for the next one. */
    void left() {
        if (!over) {
            close();
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
