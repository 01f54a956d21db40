package dev.thaw.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {
    private final Reading reading = new Reading("recipe");

    private enum Heat {
        LOW,
        HIGH
    }

    @Test
    void everyMistakeIsToldWithItsPathAndReadingGoesOn() {
        // given
        Section root = section("""
                minutes: soon
                servings: 2.5
                oven: {heat: hihg, fan: perhaps, shelves: [1, two]}
                weight: 1e-3
                ingridients: [flour]
                """);

        // when
        Section oven = root.section("oven");
        Heat heat = oven.choice("heat", Heat.LOW, Heat.class);
        boolean fan = oven.truth("fan", true);
        List<Integer> shelves = oven.list("shelves", List.of(), element -> element.whole(9, 1, 9));
        double minutes = root.number("minutes", 20, Interval.POSITIVE);
        int servings = root.whole("servings", 4, 1, 100);
        double weight = root.number("weight", 1, Interval.POSITIVE);
        root.oneOrMoreTexts("ingredients", List.of());
        oven.finish();
        root.finish();

        // then
        assertThat(reading.mistakes()).containsExactly(
                "oven.heat: must be one of low, high, not \"hihg\"; did you mean high?",
                "oven.fan: must be true or false, not \"perhaps\"",
                "oven.shelves[1]: must be a whole number from 1 to 9, not \"two\"",
                "minutes: must be a number above 0, not \"soon\"",
                "servings: must be a whole number from 1 to 100, not 2.5",
                "ingridients: is not a key of a recipe; did you mean ingredients?");
        assertThat(List.of(heat, fan, shelves, minutes, servings, weight))
                .isEqualTo(List.of(Heat.LOW, true, List.of(1, 9), 20.0, 4, 0.001));
    }

    @Test
    void theKeysLookedForAreKnownWithTheirDefaults() {
        Section root = section("{}");
        root.required("name");
        root.text("note", null);
        root.section("oven").number("share", 0.5, Interval.UP_TO_ONE);

        assertThat(reading.keys()).isEqualTo(Map.of("name", "required", "note", "none", "oven.share", "0.5"));
        assertThat(reading.mistakes()).containsExactly("name: is missing");
    }

    @Test
    void aNameThatIsFarFromEveryOtherIsNotGuessed() {
        assertThat(NearestNames.asked("pooling", List.of("seed", "stages"))).isEmpty();
        assertThat(NearestNames.asked("Batchsize", List.of("batchSize", "seed"))).isEqualTo("; did you mean batchSize?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: *b", "a: !!java.util.Date x", "a: 1\na: 2", "a: 1\n---\nb: 2", "a: [", "\u0000"})
    void whatCanMakeAnotherTextOfItIsNotRead(String text) {
        assertThatThrownBy(() -> StrictYaml.read(text)).isInstanceOf(MalformedYamlException.class);
    }

    private Section section(String yaml) {
        return new Section(StrictYaml.read(yaml), reading);
    }
}
