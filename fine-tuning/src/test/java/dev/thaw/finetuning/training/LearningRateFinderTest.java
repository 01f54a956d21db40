package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.network.Weights;

class LearningRateFinderTest {
    private static final String PLAN = """
            batchSize: 8
            head: {dropout: 0}
            stages:
              - {name: head, thaw: none, learningRate: 0.02, epochs: 4}
              - {name: top, thaw: {from: conv2}, learningRate: 0.02, epochs: 4}
            """;

    @TempDir
    Path work;

    @Test
    void the_rate_rises_evenly_in_its_logarithm_until_the_loss_is_out_of_hand() {
        SampleRun run = new SampleRun(PLAN, work, new MemoryCheckpoints());

        LearningRateCurve curve = find(run, 1);

        List<LearningRateCurve.Point> points = curve.points();
        assertThat(points.get(0).rate()).isEqualTo(1e-7);
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i).rate() / points.get(i - 1).rate()).isCloseTo(Math.pow(1e8, 1 / 99.0), within(1e-9));
        }
        assertThat(curve.diverged()).isTrue();
        assertThat(points).hasSizeBetween(50, 99);
        assertThat(curve.suggestion()).isBetween(1e-5, 1.0);
        assertThat(find(new SampleRun(PLAN, work, new MemoryCheckpoints()), 1)).isEqualTo(curve);
    }

    @Test
    void a_stage_whose_loss_stays_in_hand_is_tried_to_the_highest_rate() {
        LearningRateCurve curve = find(
                new SampleRun("optimizer: {type: sgd, clipNorm: 1e-3}\n" + PLAN, work, new MemoryCheckpoints()), 0);

        assertThat(curve.diverged()).isFalse();
        assertThat(curve.points()).hasSize(100);
        assertThat(curve.points().get(99).rate()).isCloseTo(10, within(1e-9));
    }

    @Test
    void suggests_where_a_known_curve_falls_most_steeply() {
        // given: a fall about a rate of 1e-3, one decade wide, then divergence
        List<Double> rates = IntStream.range(0, 100).mapToObj(i -> Math.pow(10, -7 + 8 * i / 99.0)).toList();
        List<Double> losses = new ArrayList<>();
        for (double rate : rates.subList(0, 80)) {
            double decades = Math.log10(rate);
            losses.add(2 - 1.5 / (1 + Math.exp(-4 * (decades + 3))) + (decades > -1.2 ? 8 * (decades + 1.2) : 0));
        }
        // when
        LearningRateCurve curve = LearningRateCurve.of(rates, losses, true);
        // then
        assertThat(Math.log10(curve.suggestion())).isCloseTo(-3, within(0.1));
    }

    @Test
    void a_fall_back_from_a_rise_is_not_suggested() {
        // given: a gentle fall about 1e-4, a rise about 1e-2, then a steep fall
        List<Double> rates = IntStream.range(0, 100).mapToObj(i -> Math.pow(10, -7 + 8 * i / 99.0)).toList();
        List<Double> losses = rates.stream().map(Math::log10).map(decades -> 2 - 0.8 / (1 + Math.exp(-3 * (decades + 4)))
                + 0.5 / (1 + Math.exp(-5 * (decades + 2))) - 1.0 / (1 + Math.exp(-8 * (decades + 0.5)))).toList();
        // when
        LearningRateCurve curve = LearningRateCurve.of(rates, losses, false);
        // then
        assertThat(Math.log10(curve.suggestion())).isCloseTo(-4, within(0.15));
    }

    @Test
    void suggests_nothing_where_the_loss_never_falls() {
        List<Double> rates = List.of(1.0, 2.0, 3.0, 4.0);

        assertThat(LearningRateCurve.of(rates, List.of(1.0, 1.1, 1.2, 1.3), false).suggestion()).isNull();
        assertThat(LearningRateCurve.of(rates, List.of(), true).suggestion()).isNull();
    }

    private static LearningRateCurve find(SampleRun run, int stage) {
        return new LearningRateFinder(SampleRun.ENGINE, run.task, run.images, run.source, run.bank)
                .find(run.task.stages().get(stage), Weights.empty(), done -> {
                }, done -> {
                });
    }
}
