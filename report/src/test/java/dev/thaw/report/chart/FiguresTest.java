package dev.thaw.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "0.1325, 0.1325", "12.5, 12.5000", "314.16, 314.2", "0.0001234, 1.23e-4", "-0.0005, -5.00e-4",
            "1234567, 1.23e6", "NaN, not finite"})
    void numbersShowTheDigitsThatCount(double value, String text) {
        assertThat(Figures.number(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.0133, +1.33", "-0.005, \u22120.50", "0, +0.00", "-0.000001, +0.00"})
    void differencesAreInPercentagePointsWithTheirSign(double value, String text) {
        assertThat(Figures.points(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"44.83, 44.8 s", "59.99, 60.0 s", "725.2, 12 min 5 s", "12000, 3 h 20 min"})
    void timesAreInTheUnitsOfPeople(double seconds, String text) {
        assertThat(Figures.duration(seconds)).isEqualTo(text);
    }
}
