package dev.thaw.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    /** Against scipy.stats.binomtest(k, n).proportion_ci(method="wilson"). */
    @ParameterizedTest
    @CsvSource({"0.95, 300, 0.919152966527, 0.969468359371", "0.0, 10, 0.000000000000, 0.277532799863",
            "1.0, 10, 0.722467200137, 1.000000000000", "0.3333333333333333, 3, 0.061491944720, 0.792340399198",
            "0.8392857142857143, 56, 0.721937933303, 0.913073323924"})
    void anIntervalOfAShareIsWilsons(double share, long count, double low, double high) {
        Interval interval = Interval.ofShare(share, count);

        assertThat(interval.low()).isCloseTo(low, within(1e-9));
        assertThat(interval.high()).isCloseTo(high, within(1e-9));
        assertThat(share).isBetween(interval.low(), interval.high());
    }

    @Test
    void withoutImagesThereIsNone() {
        assertThatThrownBy(() -> Interval.ofShare(0.5, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
