package dev.thaw.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void ticksAreRoundValuesInTheirPlaces() {
        Axis axis = new Axis(0, 0.7, 200, 0, false);

        assertThat(axis.ticks(4)).extracting(Axis.Tick::text).containsExactly("0.0", "0.2", "0.4", "0.6");
        assertThat(axis.at(0.35)).isCloseTo(100, within(1e-9));
    }

    @Test
    void aLogarithmicAxisShowsPowersOfTenAndWhatLiesBetweenWhereTheyAreFew() {
        assertThat(new Axis(1e-4, 1e-2, 200, 0, true).ticks(4)).extracting(Axis.Tick::text).containsExactly("1e-4", "1e-3",
                "0.01");
        assertThat(new Axis(0.04, 0.6, 200, 0, true).ticks(4)).extracting(Axis.Tick::text).containsExactly("0.05", "0.1", "0.2",
                "0.5");
        assertThat(new Axis(0.15, 0.45, 200, 0, true).ticks(4)).extracting(Axis.Tick::text).containsExactly("0.2", "0.3", "0.4");
        assertThat(new Axis(1e-4, 1e-2, 200, 0, true).at(1e-3)).isCloseTo(100, within(1e-9));
    }

    @Test
    void whatLiesOutsideIsPutAtTheNearerEnd() {
        Axis axis = new Axis(-1, 1, 0, 10, false);

        assertThat(axis.at(7)).isEqualTo(10);
        assertThat(axis.at(-7)).isZero();
        assertThat(axis.ticks(2)).extracting(Axis.Tick::text).containsExactly("\u22121", "0", "1");
    }
}
