package dev.thaw.evaluator.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.thaw.finetuning.evaluation.StageHistory;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.training.StopOrder;

/**
 * What a stage's scores say under its plan: the best epoch so far, and whether to stop. The rule itself is the library's, so
 * that a run that is judged here stops where one that judges itself would.
 */
public final class StageJudgement {
    private final EpochScore best;
    private final StopDecision stop;

    private StageJudgement(EpochScore best, StopDecision stop) {
        this.best = best;
        this.stop = stop;
    }

    /** @param stageIndex from 0; throws {@link IllegalArgumentException} if the plan has no such stage */
    public static StageJudgement of(StageScores scores, FineTuningPlan plan, int stageIndex) {
        if (stageIndex < 0 || stageIndex >= plan.stages().size()) {
            throw new IllegalArgumentException(
                    "the plan has " + plan.stages().size() + " stages, there is none with index " + stageIndex);
        }
        StageHistory history = new StageHistory(plan.earlyStopping(), plan.stages().get(stageIndex).patience());
        List<EpochScore> judged = new ArrayList<>();
        for (EpochScore score : scores.scores()) {
            if (history.add(score.entry())) {
                judged.add(score);
            }
        }
        EpochScore best = history.best().map(entry -> at(entry.epoch(), judged)).orElse(null);
        return new StageJudgement(best, history.order().map(order -> stop(order, best, judged)).orElse(null));
    }

    /** The best epoch so far; empty while none had a finite loss. */
    public Optional<EpochScore> best() {
        return Optional.ofNullable(best);
    }

    public Optional<StopDecision> stop() {
        return Optional.ofNullable(stop);
    }

    private static EpochScore at(int epoch, List<EpochScore> scores) {
        return scores.stream().filter(score -> score.epoch() == epoch).findFirst().orElseThrow();
    }

    private static StopDecision stop(StopOrder order, EpochScore best, List<EpochScore> judged) {
        String figures = best == null
                ? "; no epoch had a finite loss: lower the learning rate"
                : String.format(Locale.ROOT, "; the best is epoch %d with validation loss %.4f and accuracy %.4f", best.epoch(),
                        best.loss(), best.accuracy());
        return new StopDecision(order.action(), order.rule(), order.reason() + figures, best, judged);
    }
}
