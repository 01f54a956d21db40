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
    void aLogarithmicAxisShowsPowersOfTenAndWhatLiesBetween() {
        Axis axis = new Axis(1e-4, 1e-2, 200, 0, true);

        assertThat(axis.ticks(4)).extracting(Axis.Tick::text).containsExactly("1e-4", "2e-4", "5e-4", "1e-3", "2e-3", "5e-3",
                "0.01");
        assertThat(axis.at(1e-3)).isCloseTo(100, within(1e-9));
    }

    @Test
    void whatLiesOutsideIsPutAtTheNearerEnd() {
        Axis axis = new Axis(-1, 1, 0, 10, false);

        assertThat(axis.at(7)).isEqualTo(10);
        assertThat(axis.at(-7)).isZero();
        assertThat(axis.ticks(2)).extracting(Axis.Tick::text).containsExactly("\u22121", "0", "1");
    }
}
