package dev.thaw.finetuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.plan.EarlyStoppingPlan;
import dev.thaw.finetuning.plan.EarlyStoppingPlan.Metric;
import dev.thaw.finetuning.plan.ValidationScore;
import dev.thaw.finetuning.training.Spent;
import dev.thaw.finetuning.training.StageVerdict;
import dev.thaw.finetuning.training.StopOrder.Action;

class StageHistoryTest {
    private static final Spent NOTHING = new Spent(0, 0, 0);

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
        assertThat(history.verdict()).isEqualTo(new StageVerdict("c2", 2, new ValidationScore(0.7, 0.2, 0.2), "patience", 4));
    }

    @Test
    void what_comes_after_the_stop_does_not_count() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.LOSS, 0), 1);
        add(history, 0.8, 0.9);

        boolean counted = history.add(entry(3, 0.1, 1));

        assertThat(counted).isFalse();
        assertThat(history.verdict().bestEpoch()).isEqualTo(1);
        assertThat(history.entries()).hasSize(2);
    }

    @Test
    void an_epoch_handed_in_twice_counts_once() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.LOSS, 0), 2);
        add(history, 0.8, 0.9);

        boolean counted = history.add(entry(2, 0.1, 1));

        assertThat(counted).isFalse();
        assertThat(history.verdict().bestCheckpoint()).isEqualTo("c1");
    }

    @Test
    void by_accuracy_a_lower_loss_is_no_better() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.ACCURACY, 0), 9);

        history.add(entry(1, 0.5, 0.9));
        history.add(entry(2, 0.4, 0.9));
        history.add(entry(3, 0.6, 0.91));

        assertThat(history.verdict()).isEqualTo(new StageVerdict("c3", 3, new ValidationScore(0.6, 0.91, 0.91), "epochs", 3));
    }

    @Test
    void a_loss_that_is_not_finite_ends_the_stage_with_the_best_before_it() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.LOSS, 0), 5);

        add(history, 0.8, Double.NaN);

        assertThat(history.verdict()).isEqualTo(new StageVerdict("c1", 1, new ValidationScore(0.8, 0.1, 0.1), "not-finite", 2));
    }

    @Test
    void a_stage_without_a_finite_loss_has_no_best() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.ACCURACY, 0), 5);

        add(history, Double.POSITIVE_INFINITY);

        assertThat(history.verdict().hasBest()).isFalse();
        assertThat(history.verdict().stoppedBy()).isEqualTo("not-finite");
    }

    @Test
    void the_run_ends_with_the_first_epoch_that_reaches_the_target_and_that_is_the_best_however_small_the_improvement() {
        // given: 0.9 is no more than minDelta above 0.88
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.ACCURACY, 0.05, 0.9, 0, 3, 0, 0, 0), 9);
        // when
        history.add(entry(1, 0.5, 0.88));
        history.add(entry(2, 0.5, 0.9));
        // then
        assertThat(history.order()).hasValueSatisfying(order -> {
            assertThat(order.action()).isEqualTo(Action.STOP_RUN);
            assertThat(order.rule()).isEqualTo("target");
            assertThat(order.reason()).isEqualTo("the validation accuracy of epoch 2, 0.9000, reached the target of 0.9");
        });
        assertThat(history.verdict().bestEpoch()).isEqualTo(2);
    }

    @Test
    void a_target_of_the_loss_is_reached_from_above() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.LOSS, 0, 0.3, 0, 3, 0, 0, 0), 9);

        add(history, 0.31, 0.3);

        assertThat(history.order()).hasValueSatisfying(order -> assertThat(order.rule()).isEqualTo("target"));
    }

    @Test
    void macro_f1_decides_where_the_plan_says_so() {
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.MACRO_F1, 0), 9);

        history.add(new StageHistory.Entry(1, "c1", new ValidationScore(0.2, 0.9, 0.5), Double.NaN, NOTHING));
        history.add(new StageHistory.Entry(2, "c2", new ValidationScore(0.9, 0.8, 0.6), Double.NaN, NOTHING));

        assertThat(history.verdict().bestEpoch()).isEqualTo(2);
    }

    @Test
    void the_stage_ends_when_the_losses_were_too_far_apart_for_so_many_epochs_in_a_row() {
        // given
        StageHistory history = new StageHistory(new EarlyStoppingPlan(Metric.LOSS, 0, 0, 0.25, 2, 0, 0, 0), 9);
        // when: apart, together, apart, apart by 0.25, which is not more than that
        history.add(apart(1, 0.75, 0.25));
        history.add(apart(2, 0.75, 0.625));
        history.add(apart(3, 0.75, 0.25));
        history.add(apart(4, 0.5, 0.25));
        // then
        assertThat(history.order()).isEmpty();
        history.add(apart(5, 0.75, 0.125));
        history.add(apart(6, 1, 0.125));
        assertThat(history.order()).hasValueSatisfying(order -> {
            assertThat(order.action()).isEqualTo(Action.STOP_STAGE);
            assertThat(order.rule()).isEqualTo("overfitting");
            assertThat(order.reason()).contains("epoch 6, 1.0000", "0.1250", "more than 0.25, in 2 epochs");
        });
        assertThat(history.verdict().bestEpoch()).isEqualTo(4);
    }

    @Test
    void budgets_end_the_stage_or_the_run_with_the_first_epoch_that_ends_after_them() {
        assertThat(stop(new EarlyStoppingPlan(Metric.LOSS, 0, 0, 0, 3, 10, 0, 0), new Spent(9.9, 99, 50))).isEmpty();
        assertThat(stop(new EarlyStoppingPlan(Metric.LOSS, 0, 0, 0, 3, 10, 0, 0), new Spent(10, 99, 50)))
                .contains("STOP_STAGE time-budget");
        assertThat(stop(new EarlyStoppingPlan(Metric.LOSS, 0, 0, 0, 3, 10, 99, 0), new Spent(10, 99, 50)))
                .contains("STOP_RUN time-budget");
        assertThat(stop(new EarlyStoppingPlan(Metric.LOSS, 0, 0, 0, 3, 0, 0, 50), new Spent(10, 99, 49))).isEmpty();
        assertThat(stop(new EarlyStoppingPlan(Metric.LOSS, 0, 0, 0, 3, 0, 0, 50), new Spent(10, 99, 50)))
                .contains("STOP_RUN epoch-budget");
    }

    private static Optional<String> stop(EarlyStoppingPlan rule, Spent spent) {
        StageHistory history = new StageHistory(rule, 9);
        history.add(new StageHistory.Entry(1, "c1", new ValidationScore(0.5, 0.5, 0.5), Double.NaN, spent));
        return history.order().map(order -> order.action() + " " + order.rule());
    }

    private static StageHistory.Entry entry(int epoch, double loss, double accuracy) {
        return new StageHistory.Entry(epoch, "c" + epoch, new ValidationScore(loss, accuracy, accuracy), Double.NaN, NOTHING);
    }

    private static StageHistory.Entry apart(int epoch, double loss, double trainingLoss) {
        return new StageHistory.Entry(epoch, "c" + epoch, new ValidationScore(loss, 0.5, 0.5), trainingLoss, NOTHING);
    }

    private static void add(StageHistory history, double... losses) {
        for (double loss : losses) {
            int epoch = history.entries().size() + 1;
            history.add(entry(epoch, loss, epoch / 10.0));
        }
    }
}
