package dev.thaw.finetuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.plan.EarlyStoppingPlan;
import dev.thaw.finetuning.plan.EarlyStoppingPlan.Metric;
import dev.thaw.finetuning.training.StageVerdict;

class StageHistoryTest {

    @Test
    void stops_when_as_many_epochs_as_the_patience_were_no_better() {
        // given
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.LOSS, 0.01), 2);
        // when: 0.695 is better than 0.7 by less than the delta
        add(history, 0.8, 0.7, 0.695);
        // then
        assertThat(history.order()).isEmpty();
        add(history, 0.75);
        assertThat(history.order()).hasValueSatisfying(order -> assertThat(order.rule()).isEqualTo("patience"));
        assertThat(history.verdict()).isEqualTo(new StageVerdict("c2", 2, 0.7, 0.2, "patience"));
    }

    @Test
    void what_comes_after_the_stop_does_not_count() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.LOSS, 0), 1);
        add(history, 0.8, 0.9);

        boolean counted = history.add(new StageHistory.Entry(3, "c3", 0.1, 1));

        assertThat(counted).isFalse();
        assertThat(history.verdict().bestEpoch()).isEqualTo(1);
        assertThat(history.entries()).hasSize(2);
    }

    @Test
    void an_epoch_handed_in_twice_counts_once() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.LOSS, 0), 2);
        add(history, 0.8, 0.9);

        boolean counted = history.add(new StageHistory.Entry(2, "again", 0.1, 1));

        assertThat(counted).isFalse();
        assertThat(history.verdict().bestCheckpoint()).isEqualTo("c1");
    }

    @Test
    void by_accuracy_a_lower_loss_is_no_better() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.ACCURACY, 0), 9);

        history.add(new StageHistory.Entry(1, "c1", 0.5, 0.9));
        history.add(new StageHistory.Entry(2, "c2", 0.4, 0.9));
        history.add(new StageHistory.Entry(3, "c3", 0.6, 0.91));

        assertThat(history.verdict()).isEqualTo(new StageVerdict("c3", 3, 0.6, 0.91, "epochs"));
    }

    @Test
    void a_loss_that_is_not_finite_ends_the_stage_with_the_best_before_it() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.LOSS, 0), 5);

        add(history, 0.8, Double.NaN);

        assertThat(history.verdict()).isEqualTo(new StageVerdict("c1", 1, 0.8, 0.1, "not-finite"));
    }

    @Test
    void a_stage_without_a_finite_loss_has_no_best() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.ACCURACY, 0), 5);

        add(history, Double.POSITIVE_INFINITY);

        assertThat(history.verdict().hasBest()).isFalse();
        assertThat(history.verdict().stoppedBy()).isEqualTo("not-finite");
    }

    private static void add(StageHistory history, double... losses) {
        for (double loss : losses) {
            int epoch = history.entries().size() + 1;
            history.add(new StageHistory.Entry(epoch, "c" + epoch, loss, epoch / 10.0));
        }
    }
}
