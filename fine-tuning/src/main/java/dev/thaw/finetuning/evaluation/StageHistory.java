package dev.thaw.finetuning.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.thaw.finetuning.plan.EarlyStoppingPlan;
import dev.thaw.finetuning.training.StageVerdict;
import dev.thaw.finetuning.training.StopOrder;

/**
 * The validation metrics of a stage, epoch by epoch: which is the best, and whether it is time to stop. What comes after a
 * stop no longer counts, so that the best does not depend on how long the training took to obey.
 */
public final class StageHistory {
    private final EarlyStoppingPlan rule;
    private final int patience;
    private final List<Entry> entries = new ArrayList<>();
    private Entry best;
    private StopOrder order;

    /** One epoch's metrics. @param checkpoint its name */
    public record Entry(int epoch, String checkpoint, double loss, double accuracy) {
    }

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
        if (!Double.isFinite(entry.loss())) {
            order = new StopOrder(StopOrder.Action.STOP_STAGE, "not-finite",
                    "the validation loss of epoch " + entry.epoch() + " is not finite");
        } else if (best == null || rule.better(entry.loss(), entry.accuracy(), best.loss(), best.accuracy())) {
            best = entry;
        } else if (entry.epoch() - best.epoch() >= patience) {
            order = new StopOrder(StopOrder.Action.STOP_STAGE, "patience", "no epoch since " + best.epoch()
                    + " improved the validation " + rule.metric().name().toLowerCase(Locale.ROOT));
        }
        return true;
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public Optional<Entry> best() {
        return Optional.ofNullable(best);
    }

    /** Why the stage is to stop, once it is. */
    public Optional<StopOrder> order() {
        return Optional.ofNullable(order);
    }

    public StageVerdict verdict() {
        String stoppedBy = order == null ? "epochs" : order.rule();
        return best == null
                ? StageVerdict.none(stoppedBy)
                : new StageVerdict(best.checkpoint(), best.epoch(), best.loss(), best.accuracy(), stoppedBy);
    }
}
