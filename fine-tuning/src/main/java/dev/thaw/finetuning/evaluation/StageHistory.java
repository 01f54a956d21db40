package dev.thaw.finetuning.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.thaw.finetuning.plan.EarlyStoppingPlan;
import dev.thaw.finetuning.plan.ValidationScore;
import dev.thaw.finetuning.training.Spent;
import dev.thaw.finetuning.training.StageVerdict;
import dev.thaw.finetuning.training.StopOrder;
import dev.thaw.finetuning.training.StopOrder.Action;

/**
 * The validation metrics of a stage, epoch by epoch: which is the best, and whether it is time to stop. What comes after a
 * stop no longer counts, so that the best does not depend on how long the training took to obey. The rules see nothing but the
 * entries: whoever has the same ones stops at the same place.
 */
public final class StageHistory {
    private final EarlyStoppingPlan rule;
    private final int patience;
    private final List<Entry> entries = new ArrayList<>();
    private Entry best;
    private int apart;
    private StopOrder order;

    /**
     * One epoch.
     *
     * @param checkpoint its name
     * @param trainingLoss on a sample of the training images, see {@link EpochScorer}; NaN if it was not measured
     */
    public record Entry(int epoch, String checkpoint, ValidationScore score, double trainingLoss, Spent spent) {
    }

    /** @param patience epochs in a row that may be no better than the best, at least 1 */
    public StageHistory(EarlyStoppingPlan rule, int patience) {
        this.rule = rule;
        this.patience = patience;
    }

    /** Adds the next epoch. @return true if it counts: false for one already there, or after the stop */
    public boolean add(Entry entry) {
        boolean known = !entries.isEmpty() && entry.epoch() <= entries.get(entries.size() - 1).epoch();
        if (order != null || known) {
            return false;
        }
        entries.add(entry);
        if (rule.better(entry.score(), best == null ? ValidationScore.NONE : best.score())) {
            best = entry;
        }
        apart = rule.gap() > 0 && entry.score().loss() - entry.trainingLoss() > rule.gap() ? apart + 1 : 0;
        order = endOfRun(entry).or(() -> endOfStage(entry)).orElse(null);
        return true;
    }

    /** The run's end comes before the stage's: it says more. */
    private Optional<StopOrder> endOfRun(Entry entry) {
        if (rule.reached(entry.score())) {
            return stop(Action.STOP_RUN, "target", "the validation %s of epoch %d, %.4f, reached the target of %s",
                    rule.metric().title(), entry.epoch(), rule.metric().of(entry.score()), plain(rule.target()));
        }
        if (rule.runEpochs() > 0 && entry.spent().runEpochs() >= rule.runEpochs()) {
            return stop(Action.STOP_RUN, "epoch-budget", "the run's %d epochs are used up", rule.runEpochs());
        }
        if (rule.runSeconds() > 0 && entry.spent().runSeconds() >= rule.runSeconds()) {
            return stop(Action.STOP_RUN, "time-budget", "the run's %s seconds are used up: %.1f after epoch %d",
                    plain(rule.runSeconds()), entry.spent().runSeconds(), entry.epoch());
        }
        return Optional.empty();
    }

    private Optional<StopOrder> endOfStage(Entry entry) {
        if (!Double.isFinite(entry.score().loss())) {
            return stop(Action.STOP_STAGE, "not-finite", "the validation loss of epoch %d is not finite", entry.epoch());
        }
        if (rule.stageSeconds() > 0 && entry.spent().stageSeconds() >= rule.stageSeconds()) {
            return stop(Action.STOP_STAGE, "time-budget", "the stage's %s seconds are used up: %.1f after epoch %d",
                    plain(rule.stageSeconds()), entry.spent().stageSeconds(), entry.epoch());
        }
        if (apart >= rule.gapEpochs()) {
            return stop(Action.STOP_STAGE, "overfitting",
                    "the validation loss of epoch %d, %.4f, is above the training loss, %.4f, by more than %s, in %d epochs in a row",
                    entry.epoch(), entry.score().loss(), entry.trainingLoss(), plain(rule.gap()), apart);
        }
        if (entry.epoch() - best.epoch() >= patience) {
            return stop(Action.STOP_STAGE, "patience", "no epoch since %d improved the validation %s", best.epoch(),
                    rule.metric().title());
        }
        return Optional.empty();
    }

    private static Optional<StopOrder> stop(Action action, String rule, String reason, Object... figures) {
        return Optional.of(new StopOrder(action, rule, String.format(Locale.ROOT, reason, figures)));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** Those that count, from the first epoch on. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The best by the rule's metric; empty before the first epoch that has one. */
    public Optional<Entry> best() {
        return Optional.ofNullable(best);
    }

    /** Why the stage is to stop, once it is. */
    public Optional<StopOrder> order() {
        return Optional.ofNullable(order);
    }

    /** What the stage comes to if it ends here. */
    public StageVerdict verdict() {
        String stoppedBy = order == null ? "epochs" : order.rule();
        int counted = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).epoch();
        return best == null
                ? StageVerdict.none(stoppedBy, counted)
                : new StageVerdict(best.checkpoint(), best.epoch(), best.score(), stoppedBy, counted);
    }
}
