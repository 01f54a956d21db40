package dev.thaw.platform.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class SparklineTest {

    @Test
    void theLowestAndTheHighestValueTakeTheLowestAndTheHighestLevelAndABorderStandsBetweenStages() {
        List<List<Double>> stages = List.of(List.of(0.0, 7.0), List.of(3.5));

        assertThat(Sparkline.over(List.of(0.0, 7.0), false).draw(stages, 10, Glyphs.BLOCKS)).isEqualTo("▁█│▅");
    }

    @Test
    void whatWasNotMeasuredLeavesAGap() {
        List<List<Double>> stages = List.of(Arrays.asList(1.0, null, Double.NaN, 0.0, 2.0));

        assertThat(Sparkline.over(stages.get(0), true).draw(stages, 10, Glyphs.BLOCKS)).isEqualTo("▁···█");
    }

    @Test
    void moreEpochsThanThereIsRoomForShareCharacters() {
        List<Double> falling = IntStream.range(0, 100).mapToObj(epoch -> 100.0 - epoch).toList();
        List<List<Double>> stages = List.of(falling.subList(0, 70), falling.subList(70, 100));

        String drawn = Sparkline.over(falling, false).draw(stages, 20, Glyphs.PLAIN);

        assertThat(drawn).hasSizeBetween(15, 20).startsWith("#").endsWith("_").containsOnlyOnce("|");
    }

    @Test
    void aCurveThatDoesNotMoveStaysInTheMiddle() {
        List<List<Double>> stages = List.of(new ArrayList<>(List.of(2.0, 2.0)));

        assertThat(Sparkline.over(stages.get(0), true).draw(stages, 10, Glyphs.BLOCKS)).isEqualTo("▅▅");
    }
}
