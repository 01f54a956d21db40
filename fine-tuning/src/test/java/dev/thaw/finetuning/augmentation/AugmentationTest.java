package dev.thaw.finetuning.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.plan.AugmentationPlan;
import dev.thaw.finetuning.plan.PlanReader;

class AugmentationTest {
    private static final AugmentationPlan PLAN = plan("{flip: horizontal, rotation: 0.1, variants: 4}");

    @Test
    void an_image_always_has_the_same_variants_and_the_first_is_itself() {
        List<ImageVariant> variants = new Augmentation(PLAN, 5).variants("abc");

        assertThat(variants).hasSize(4).doesNotHaveDuplicates().isEqualTo(new Augmentation(PLAN, 5).variants("abc"));
        assertThat(variants.get(0)).isEqualTo(ImageVariant.original("abc"));
        assertThat(variants).isNotEqualTo(new Augmentation(PLAN, 6).variants("abc"));
        assertThat(variants).filteredOn(variant -> variant.transform().geometry().mirrored()).hasSize(2);
        assertThat(variants).allMatch(variant -> Math.abs(variant.transform().geometry().turn()) <= 0.1);
        assertThat(variants.stream().map(ImageVariant::name)).doesNotHaveDuplicates();
    }

    @Test
    void the_epochs_show_each_variant_about_equally_often_and_only_those() {
        Augmentation augmentation = new Augmentation(PLAN, 5);
        Map<ImageVariant, Integer> shown = new HashMap<>();

        for (int epoch = 1; epoch <= 4000; epoch++) {
            shown.merge(augmentation.bankedVariant("abc", 1, epoch), 1, Integer::sum);
        }

        assertThat(shown).containsOnlyKeys(augmentation.variants("abc"));
        assertThat(shown.values()).allMatch(times -> times > 880 && times < 1120);
    }

    @Test
    void both_mirrorings_make_four_variants_without_anything_else() {
        List<ImageVariant> variants = new Augmentation(plan("{flip: horizontal_and_vertical, variants: 4}"), 5).variants("abc");

        assertThat(variants.stream().map(variant -> List.of(variant.transform().geometry().mirrored(),
                variant.transform().geometry().upsideDown()))).containsExactlyInAnyOrder(List.of(false, false),
                        List.of(true, false), List.of(false, true), List.of(true, true));
    }

    @Test
    void a_mirrored_image_has_the_same_name_in_the_bank_whatever_else_the_plan_says() {
        ImageVariant one = new Augmentation(plan("{flip: horizontal, variants: 2}"), 5).variants("abc").get(1);
        ImageVariant other = new Augmentation(plan("{flip: horizontal, variants: 2, mixup: 0.2}"), 6).variants("abc").get(1);

        assertThat(one.name()).isEqualTo("abc/mirrored").isEqualTo(other.name());
    }

    @Test
    void from_pixels_every_epoch_shows_something_new_that_a_resumed_run_shows_again() {
        Augmentation augmentation = new Augmentation(PLAN, 5);
        Set<ImageVariant> shown = new HashSet<>();
        for (int epoch = 1; epoch <= 50; epoch++) {
            shown.add(augmentation.freshVariant("abc", 1, epoch));
        }

        assertThat(shown).hasSize(50);
        assertThat(augmentation.freshVariant("abc", 1, 7)).isEqualTo(new Augmentation(PLAN, 5).freshVariant("abc", 1, 7))
                .isNotEqualTo(augmentation.freshVariant("abc", 2, 7)).isNotEqualTo(augmentation.freshVariant("abd", 1, 7));
    }

    @Test
    void every_number_is_drawn_within_its_range_and_fills_it() {
        AugmentationPlan plan = plan("{rotation: [0.1, 0.2], zoom: [-0.3, 0.1], translation: 0.25, crop: [0.4, 0.9],"
                + " cropRatio: [0.5, 2], brightness: 0.2, contrast: [0, 0.5], saturation: [-1, -0.5], cutout: [0.1, 0.4]}");
        Range turn = new Range();
        Range zoom = new Range();
        Range down = new Range();
        Range area = new Range();
        Range brightness = new Range();
        Range contrast = new Range();
        Range saturation = new Range();
        Range side = new Range();

        for (int epoch = 1; epoch <= 2000; epoch++) {
            Transform drawn = new Augmentation(plan, 5).freshVariant("abc", 1, epoch).transform();
            Geometry geometry = drawn.geometry();
            assertThat(geometry.cropTop() + geometry.cropHeight()).isBetween(0.0, 1.0);
            assertThat(geometry.cropLeft() + geometry.cropWidth()).isBetween(0.0, 1.0);
            turn.add(geometry.turn());
            zoom.add(geometry.zoom());
            down.add(geometry.down());
            area.add(geometry.cropHeight() * geometry.cropWidth());
            brightness.add(drawn.colour().brightness());
            contrast.add(drawn.colour().contrast());
            saturation.add(drawn.colour().saturation());
            side.add(drawn.cutout().side());
        }

        turn.isNearly(0.1, 0.2);
        zoom.isNearly(-0.3, 0.1);
        down.isNearly(-0.25, 0.25);
        area.isNearly(0.4, 0.9);
        brightness.isNearly(-0.2, 0.2);
        contrast.isNearly(1, 1.5);
        saturation.isNearly(0, 0.5);
        side.isNearly(0.1, 0.4);
    }

    private static AugmentationPlan plan(String yaml) {
        return PlanReader.read("augmentation: " + yaml).augmentation();
    }

    private static final class Range {
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        private void add(double number) {
            low = Math.min(low, number);
            high = Math.max(high, number);
        }

        private void isNearly(double expectedLow, double expectedHigh) {
            double slack = (expectedHigh - expectedLow) * 0.02;
            assertThat(low).isBetween(expectedLow - 1e-6, expectedLow + slack);
            assertThat(high).isBetween(expectedHigh - slack, expectedHigh + 1e-6);
        }
    }
}
