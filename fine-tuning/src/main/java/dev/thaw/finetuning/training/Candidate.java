package dev.thaw.finetuning.training;

import java.util.List;
import java.util.Optional;

import dev.thaw.finetuning.plan.EarlyStoppingPlan;
import dev.thaw.finetuning.plan.FineTuningPlan;

/** What a run hands in. */
final class Candidate {

    private Candidate() {
    }

    /**
     * The best of the stages' best; of equals the earlier, which moved less.
     *
     * @param ended the order that ended the run, if one did
     * @return a checkpoint's name
     * @throws TrainingCancelledException if the run was stopped before its first epoch was done
     * @throws DivergedException if no checkpoint is worth anything
     */
    static String of(List<StageOutcome> outcomes, FineTuningPlan plan, Optional<StopOrder> ended) {
        EarlyStoppingPlan rule = plan.earlyStopping();
        StageOutcome best = null;
        for (StageOutcome outcome : outcomes) {
            if (outcome.bestCheckpoint() != null && (best == null || rule.better(outcome.score(), best.score()))) {
                best = outcome;
            }
        }
        if (best != null) {
            return best.bestCheckpoint();
        }
        if (ended.isPresent() && outcomes.stream().allMatch(outcome -> outcome.epochs() == 0)) {
            throw new TrainingCancelledException(new StopOrder(StopOrder.Action.CANCEL, ended.get().rule(),
                    ended.get().reason() + "; no epoch was done, so that there is nothing to hand in", ended.get().id()));
        }
        throw new DivergedException("the training diverged: no checkpoint has a finite validation loss; lower the learning rate"
                + " of stage " + outcomes.get(0).name() + " (" + plan.stages().get(0).learningRate() + ")");
    }
}
