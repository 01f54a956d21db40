package dev.thaw.finetuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final List<String> LABELS = List.of("ant", "bee", "cat");
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    @Test
    void counts_right_and_wrong_by_class() {
        // given: true classes 0 0 0 1 1 2, predicted 0 0 1 1 0 0
        List<Prediction> predictions = List.of(
                new Prediction("a", 0, List.of(0.75f, 0.25f, 0f)),
                new Prediction("b", 0, List.of(0.5f, 0.25f, 0.25f)),
                new Prediction("c", 0, List.of(0.125f, 0.75f, 0.125f)),
                new Prediction("d", 1, List.of(0.25f, 0.5f, 0.25f)),
                new Prediction("e", 1, List.of(0.5f, 0.5f, 0f)),
                new Prediction("f", 2, List.of(0.5f, 0.25f, 0.25f)));

        Scores scores = Scores.of(predictions, LABELS);

        assertThat(scores.accuracy()).isEqualTo(0.5, EXACT);
        double loss = -(Math.log(0.75) + Math.log(0.5) + Math.log(0.125) + Math.log(0.5) + Math.log(0.5) + Math.log(0.25)) / 6;
        assertThat(scores.loss()).isEqualTo(loss, EXACT);
        assertThat(scores.confusion()).containsExactly(List.of(2L, 1L, 0L), List.of(1L, 1L, 0L), List.of(1L, 0L, 0L));
        assertThat(scores.perClass().get(0)).isEqualTo(new ClassScores("ant", 3, 2 / 3.0, 0.5, 2 / 3.0, 4 / 7.0));
        assertThat(scores.perClass().get(1)).isEqualTo(new ClassScores("bee", 2, 0.5, 0.5, 0.5, 0.5));
        assertThat(scores.perClass().get(2)).isEqualTo(new ClassScores("cat", 1, 0, Double.NaN, 0, 0));
    }

    @Test
    void a_sure_mistake_costs_what_keras_says_it_costs() {
        Scores scores = Scores.of(List.of(new Prediction("a", 0, List.of(0f, 1f, 0f))), LABELS);

        assertThat(scores.loss()).isEqualTo(-Math.log(1e-7), EXACT);
    }

    @Test
    void a_probability_that_is_no_number_makes_the_loss_none() {
        Scores scores = Scores.of(List.of(new Prediction("a", 0, List.of(1f, 0f, 0f)),
                new Prediction("b", 1, List.of(0f, 1f, Float.NaN))), LABELS);

        assertThat(scores.loss()).isNaN();
    }
}
