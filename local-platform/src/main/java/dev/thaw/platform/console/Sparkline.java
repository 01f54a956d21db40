package dev.thaw.platform.console;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** A curve in one line of text: one character for each epoch, or for some in a row where there is no room for all; a border between stages. */
public final class Sparkline {
    private final double lowest;
    private final double highest;
    private final boolean logarithmic;

    private Sparkline(double lowest, double highest, boolean logarithmic) {
        this.lowest = lowest;
        this.highest = highest;
        this.logarithmic = logarithmic;
    }

    /**
     * A scale from the lowest to the highest of some values, so that several curves can be compared.
     *
     * @param logarithmic for losses, whose late changes are small
     */
    public static Sparkline over(List<Double> values, boolean logarithmic) {
        DoubleSummaryStatistics statistics = values.stream().filter(value -> drawable(value, logarithmic))
                .mapToDouble(value -> scaled(value, logarithmic)).summaryStatistics();
        return new Sparkline(statistics.getMin(), statistics.getMax(), logarithmic);
    }

    /** @param stages the values of each stage by epoch, null where there is none @param width how many characters there are room for */
    public String draw(List<List<Double>> stages, int width, Glyphs glyphs) {
        int epochs = stages.stream().mapToInt(List::size).sum();
        int room = Math.max(stages.size(), width - (stages.size() - 1));
        int fitting = 1;
        while (needed(stages, fitting) > room && fitting < epochs) {
            fitting++;
        }
        List<String> parts = new ArrayList<>();
        for (List<Double> stage : stages) {
            StringBuilder part = new StringBuilder();
            for (int from = 0; from < stage.size(); from += fitting) {
                part.append(character(stage.subList(from, Math.min(stage.size(), from + fitting)), glyphs));
            }
            parts.add(part.toString());
        }
        return String.join(String.valueOf(glyphs.border()), parts);
    }

    private static int needed(List<List<Double>> stages, int perCharacter) {
        return stages.stream().mapToInt(stage -> characters(stage, perCharacter)).sum();
    }

    private static int characters(List<Double> stage, int perCharacter) {
        return (stage.size() + perCharacter - 1) / perCharacter;
    }

    private char character(List<Double> values, Glyphs glyphs) {
        double mean = values.stream().filter(value -> drawable(value, logarithmic))
                .mapToDouble(value -> scaled(value, logarithmic))
                .average().orElse(Double.NaN);
        if (Double.isNaN(mean)) {
            return glyphs.gap();
        }
        return glyphs.level(highest == lowest ? 0.5 : (mean - lowest) / (highest - lowest));
    }

    private static boolean drawable(Double value, boolean logarithmic) {
        return value != null && Double.isFinite(value) && (!logarithmic || value > 0);
    }

    private static double scaled(double value, boolean logarithmic) {
        return logarithmic ? Math.log(value) : value;
    }
}
