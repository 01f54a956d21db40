package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.plan.AugmentationPlan;
import dev.thaw.finetuning.plan.AugmentationPlan.Flip;

class AugmentationTest {
    private static final AugmentationPlan PLAN = new AugmentationPlan(Flip.HORIZONTAL, 0.1, 4);

    @Test
    void an_image_always_has_the_same_views_and_the_first_is_itself() {
        List<ImageView> views = new Augmentation(PLAN, 5).views("abc");

        assertThat(views).hasSize(4).doesNotHaveDuplicates().isEqualTo(new Augmentation(PLAN, 5).views("abc"));
        assertThat(views.get(0)).isEqualTo(ImageView.original("abc"));
        assertThat(views).isNotEqualTo(new Augmentation(PLAN, 6).views("abc"));
        assertThat(views).filteredOn(view -> view.transform().mirrored()).hasSize(2);
        assertThat(views).allMatch(view -> Math.abs(view.transform().angle()) <= 0.1 * 2 * Math.PI);
    }

    @Test
    void the_epochs_show_each_view_about_equally_often_and_only_those() {
        Augmentation augmentation = new Augmentation(PLAN, 5);
        Map<ImageView, Integer> shown = new HashMap<>();

        for (int epoch = 1; epoch <= 4000; epoch++) {
            shown.merge(augmentation.viewOf("abc", 1, epoch), 1, Integer::sum);
        }

        assertThat(shown).containsOnlyKeys(augmentation.views("abc"));
        assertThat(shown.values()).allMatch(times -> times > 880 && times < 1120);
    }

    @Test
    void a_mirrored_view_has_its_columns_the_other_way_round() {
        float[] target = new float[6];

        new ImageWarp(Shape.of(1, 2, 3)).write(new byte[]{1, 2, 3, (byte) 200, 5, 6}, new Transform(true, 0), target, 0);

        assertThat(target).containsExactly(200, 5, 6, 1, 2, 3);
    }

    @Test
    void a_quarter_turn_moves_every_pixel_to_its_place() {
        // given: 0 1 / 2 3, turned counter-clockwise: 1 3 / 0 2
        float[] target = new float[5];

        new ImageWarp(Shape.of(2, 2, 1)).write(new byte[]{0, 1, 2, 3}, new Transform(false, (float) (Math.PI / 2)), target, 1);

        assertThat(target).usingComparatorWithPrecision(1e-5f).containsExactly(0, 1, 3, 0, 2);
    }

    @Test
    void what_comes_from_outside_is_the_image_reflected() {
        // given: one row; a half turn about the middle of a row of 4 after mirroring is the row itself
        float[] target = new float[4];

        new ImageWarp(Shape.of(1, 4, 1)).write(new byte[]{10, 20, 30, 40}, new Transform(true, (float) Math.PI), target, 0);

        assertThat(target).usingComparatorWithPrecision(1e-3f).containsExactly(10, 20, 30, 40);
    }
}
