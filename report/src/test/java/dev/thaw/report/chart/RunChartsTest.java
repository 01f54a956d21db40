package dev.thaw.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.report.Samples;

class RunChartsTest {
    private final List<LineChart> charts = new RunCharts(Samples.full("dogs").stages()).all();

    @Test
    void stagesStandOneAfterAnotherWithTheirBorder() {
        LineChart loss = charts.get(0);

        // 32 and 6 epochs
        assertThat(loss.bands()).extracting(LineChart.Band::name).containsExactly("head", "top");
        double border = Double.parseDouble(loss.bands().get(0).end());
        assertThat((border - 46) / (390 - 46)).isBetween(0.84, 0.8425);
        assertThat(loss.bands().get(1).from()).isEqualTo(loss.bands().get(0).end());
    }

    @Test
    void aValueThatIsNotKnownAndTheBorderOfAStageBreakTheLine() {
        LineChart.Line validation = charts.get(0).lines().get(1);

        // epoch 2 has no validation loss
        assertThat(validation.parts()).hasSize(4);
        assertThat(charts.get(0).lines().get(0).parts()).hasSize(2);
    }

    @Test
    void theBestEpochOfEachStageIsRinged() {
        assertThat(charts.get(0).dots()).filteredOn(dot -> dot.look().equals("best")).hasSize(2);
        assertThat(charts.get(0).marked()).isTrue();
        assertThat(charts.get(2).marked()).isFalse();
    }

    @Test
    void everyPointLiesWithinTheFrame() {
        assertThat(charts).allSatisfy(chart -> assertThat(chart.lines()).allSatisfy(line -> assertThat(line.parts())
                .allSatisfy(part -> assertThat(part.split(" ")).allSatisfy(point -> {
                    assertThat(Double.parseDouble(point.split(",")[0])).isBetween(46.0, 390.0);
                    assertThat(Double.parseDouble(point.split(",")[1])).isBetween(30.0, 214.0);
                }))));
    }

    @Test
    void withoutEpochsThereAreNoCurves() {
        assertThat(new RunCharts(Samples.bare().stages()).all()).isEmpty();
    }
}
