package dev.thaw.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.StageReport;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.finetuning.training.CheckpointState;
import dev.thaw.finetuning.training.FineTuningResult;
import dev.thaw.finetuning.training.SavedCheckpoint;
import dev.thaw.finetuning.training.Spent;
import dev.thaw.finetuning.training.StageOutcome;
import dev.thaw.service.EventPublisher;

/** Announces what an attempt has put into the bucket, as long as no later attempt holds the run. */
final class RunAnnouncements implements KafkaJudge.Announcements {
    private final TrainingRequested request;
    private final String plan;
    private final Claim claim;
    private final Claims claims;
    private final EventPublisher publisher;

    /** @param plan as YAML, complete */
    RunAnnouncements(TrainingRequested request, String plan, Claim claim, Claims claims, EventPublisher publisher) {
        this.request = request;
        this.plan = plan;
        this.claim = claim;
        this.claims = claims;
        this.publisher = publisher;
    }

    @Override
    public void announce(SavedCheckpoint saved) {
        CheckpointState checkpoint = saved.state();
        publish(new CheckpointSaved(request.dataset(), request.run(), claim.attempt(), saved.name(), checkpoint.stage(),
                checkpoint.stageIndex(), checkpoint.epoch(), finite(checkpoint.trainingLoss()), request.manifest(),
                request.base(), plan, spent(Spent.at(checkpoint)), request.start()));
    }

    /** The end of the training. @throws LeavingException if a later attempt holds the run */
    void announce(FineTuningResult result) {
        publish(new CandidateReady(request.dataset(), request.run(), claim.attempt(), result.candidate(), request.manifest(),
                request.base(), plan, result.stages().stream().map(RunAnnouncements::report).toList(), result.seconds(),
                result.bankHits(), result.bankMisses(), request.start()));
    }

    private void publish(Event event) {
        try {
            if (!claims.stands(claim)) {
                throw new LeavingException("another attempt holds the run");
            }
            publisher.publishAndWait(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeavingException("interrupted while publishing " + event.id());
        }
    }

    private static dev.thaw.contract.event.Spent spent(Spent spent) {
        return new dev.thaw.contract.event.Spent(spent.stageSeconds(), spent.runSeconds(), spent.runEpochs());
    }

    private static StageReport report(StageOutcome outcome) {
        return new StageReport(outcome.name(), outcome.trainableParameters(), outcome.totalParameters(), outcome.epochs(),
                outcome.bestEpoch(), outcome.stoppedBy(), outcome.seconds(), finite(outcome.validationLoss()),
                finite(outcome.validationAccuracy()), outcome.frozenUnchanged(), finite(outcome.penalties()));
    }

    /** JSON has no NaN: a term that nobody measured is left out. */
    private static Map<String, Double> finite(Map<String, Double> terms) {
        Map<String, Double> known = new LinkedHashMap<>(terms);
        known.values().removeIf(value -> !Double.isFinite(value));
        return known;
    }

    private static Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }
}
