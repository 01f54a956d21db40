package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.plan.ClassWeights;

class TargetsTest {
    private static final List<String> LABELS = List.of("cats", "dogs");
    private static final List<TrainingImage> IMAGES = List.of(image(0), image(1), image(1), image(1));

    @Test
    void a_unit_per_label_is_to_answer_one_hot() {
        Targets targets = new Targets(2, LABELS, new ClassWeights.None(), IMAGES);

        assertThat(targets.of(IMAGES).data()).containsExactly(1, 0, 0, 1, 0, 1, 0, 1);
        assertThat(targets.weights(IMAGES)).containsOnly(1);
    }

    @Test
    void one_unit_for_two_labels_is_to_answer_1_for_the_second() {
        Targets targets = new Targets(1, LABELS, new ClassWeights.None(), IMAGES);

        assertThat(targets.of(IMAGES).shape()).isEqualTo(Shape.of(4, 1));
        assertThat(targets.of(IMAGES).data()).containsExactly(0, 1, 1, 1);
    }

    @Test
    void balanced_weights_let_every_class_count_the_same_in_all() {
        Targets targets = new Targets(2, LABELS, new ClassWeights.Balanced(), IMAGES);

        assertThat(targets.weights(IMAGES)).containsExactly(2, 2 / 3f, 2 / 3f, 2 / 3f);
    }

    @Test
    void given_weights_are_taken_by_label_and_others_count_1() {
        Targets targets = new Targets(1, LABELS, new ClassWeights.Given(Map.of("dogs", 2.5)), IMAGES);

        assertThat(targets.weights(IMAGES)).containsExactly(1, 2.5f, 2.5f, 2.5f);
    }

    private static TrainingImage image(int label) {
        return new TrainingImage("hash", label, Split.TRAIN);
    }
}
