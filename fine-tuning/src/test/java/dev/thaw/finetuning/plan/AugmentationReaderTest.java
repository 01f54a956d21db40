package dev.thaw.finetuning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.finetuning.plan.AugmentationPlan.Fill;
import dev.thaw.finetuning.plan.AugmentationPlan.Flip;

class AugmentationReaderTest {
    private static final String COMPLETE = "{flip: vertical, rotation: 0.1, zoom: [-0.3, 0.1], translation: 0.05, crop: 0.6,"
            + " cropRatio: 1.25, brightness: 0.2, contrast: [-0.1, 0.5], saturation: 0.3, cutout: 0.25, mixup: 0.2, cutmix: 1,"
            + " fill: nearest, variants: 6}";

    @Test
    void reads_every_key_as_a_range() {
        assertThat(read(COMPLETE)).isEqualTo(new AugmentationPlan(Flip.VERTICAL, new Factor(-0.1, 0.1), new Factor(-0.3, 0.1),
                new Factor(-0.05, 0.05), new Factor(0.6, 1), new Factor(0.8, 1.25), new Factor(-0.2, 0.2), new Factor(-0.1, 0.5),
                new Factor(-0.3, 0.3), new Factor(0.25, 0.25), 0.2, 1, Fill.NEAREST, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPLETE, "{}", "{variants: 1}", "{flip: none}", "{crop: [0.5, 0.9]}", "{mixup: 0.1, flip: none}",
            "{flip: horizontal, variants: 1}", "{contrast: 0.2, variants: 64}"})
    void a_written_plan_is_read_as_the_same_plan(String yaml) {
        FineTuningPlan plan = PlanReader.read("augmentation: " + yaml);

        assertThat(PlanReader.read(PlanWriter.toYaml(plan))).isEqualTo(plan);
    }

    @Test
    void who_asks_for_the_image_itself_alone_gets_no_mirroring_by_default() {
        assertThat(read("{variants: 1}")).isEqualTo(AugmentationPlan.NONE);
        assertThat(read("{}").flip()).isEqualTo(Flip.HORIZONTAL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{rotation: 0.6} | augmentation.rotation: must be a number of at least 0 and at most 0.5, not 0.6",
            "{rotation: -0.1} | augmentation.rotation: must be a number of at least 0",
            "{rotation: [0.2, 0.1]} | augmentation.rotation: must not fall from low to high, but it does: [0.2,0.1]",
            "{zoom: [-1, 0]} | augmentation.zoom[0]: must be a number above -1 and at most 10, not -1",
            "{zoom: [0.1]} | augmentation.zoom: must be a number or a pair [low, high], not [0.1]",
            "{translation: left} | augmentation.translation: must be a number",
            "{crop: 0} | augmentation.crop: must be a number above 0 and at most 1, not 0",
            "{cropRatio: 2} | augmentation.cropRatio: has no effect without crop",
            "{brightness: 20} | augmentation.brightness: must be a number of at least 0 and at most 1, not 20",
            "{cutout: 1.5} | augmentation.cutout: must be a number of at least 0 and at most 1",
            "{mixup: 3} | augmentation.mixup: must be a number of at least 0 and at most 2",
            "{fill: mirror} | augmentation.fill: must be one of reflect, nearest, wrap, constant",
            "{hue: 0.1} | augmentation.hue: is not a key of a plan",
            "{flip: horizontal, variants: 3} | augmentation.variants: must be at most 2 with mirroring alone",
            "{flip: none, variants: 2} | augmentation.variants: must be at most 1 without augmentation",
            "{variants: 65} | augmentation.variants: must be a whole number from 1 to 64"})
    void a_mistake_says_what_to_do(String yaml, String message) {
        InvalidPlanException refused = catchThrowableOfType(InvalidPlanException.class, () -> read(yaml));

        assertThat(refused.mistakes()).anySatisfy(mistake -> assertThat(mistake).contains(message));
    }

    private static AugmentationPlan read(String yaml) {
        return PlanReader.read("augmentation: " + yaml).augmentation();
    }
}
