package dev.thaw.finetuning.plan;

import java.util.List;
import java.util.function.DoubleFunction;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.yaml.Element;
import dev.thaw.yaml.Interval;
import dev.thaw.yaml.Section;

/** Reads ranges, each written as [low, high] or as one number. */
final class FactorReader {
    private final Section section;

    FactorReader(Section section) {
        this.section = section;
    }

    /**
     * @param one what one number may be
     * @param ofOne the range that it stands for
     * @param pair what each of two may be
     */
    Factor read(String key, Factor fallback, Interval one, DoubleFunction<Factor> ofOne, Interval pair) {
        List<Double> standard = List.of(fallback.low(), fallback.high());
        JsonNode value = section.value(key, standard);
        Element element = section.element(key, standard);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isArray()) {
            double number = element.number(Double.NaN, one);
            return Double.isNaN(number) ? fallback : ofOne.apply(number);
        }
        if (value.size() != 2) {
            section.mistake(key, "must be a number or a pair [low, high], not " + Section.shown(value));
            return fallback;
        }
        List<Double> both = element.list(List.of(), bound -> bound.number(Double.NaN, pair));
        if (both.get(0) > both.get(1)) {
            section.mistake(key, "must not fall from low to high, but it does: " + Section.shown(value));
        }
        return both.get(0) <= both.get(1) ? new Factor(both.get(0), both.get(1)) : fallback;
    }
}
