package dev.thaw.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Puts values on a straight line of a drawing.
 *
 * @param start the coordinate of the smallest value
 * @param end that of the largest
 */
public record Axis(double min, double max, double start, double end, boolean logarithmic) {
    private static final int[][] PARTS = {{1}, {1, 2, 5}, {1, 2, 3, 4, 5, 6, 7, 8, 9}};
    private static final int ENOUGH = 3;

    public Axis {
        if (!(max > min) || logarithmic && !(min > 0)) {
            throw new IllegalArgumentException("no axis from " + min + " to " + max);
        }
    }

    /** A value on the axis. */
    public record Tick(String place, String text) {
    }

    /** The coordinate of a value; what lies outside is put at the nearer end. */
    double at(double value) {
        double inside = Math.max(min, Math.min(max, value));
        double share = logarithmic
                ? (Math.log(inside) - Math.log(min)) / (Math.log(max) - Math.log(min))
                : (inside - min) / (max - min);
        return start + share * (end - start);
    }

    String placeOf(double value) {
        return Figures.place(at(value));
    }

    /** Round values, about so many. */
    List<Tick> ticks(int about) {
        return logarithmic ? powers() : steps(about);
    }

    private List<Tick> steps(int about) {
        double step = roundStep((max - min) / about);
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + 1e-9 * step; i++) {
            ticks.add(new Tick(placeOf(i * step),
                    String.format(Locale.ROOT, "%." + decimals + "f", i * step).replace('-', '\u2212')));
        }
        return ticks;
    }

    /** Powers of ten, and what lies between where there are few of them. */
    private List<Tick> powers() {
        List<Tick> ticks = List.of();
        for (int[] parts : PARTS) {
            ticks = powers(parts);
            if (ticks.size() >= ENOUGH) {
                break;
            }
        }
        return ticks;
    }

    private List<Tick> powers(int[] parts) {
        List<Tick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
            for (int part : parts) {
                double value = part * Math.pow(10, power);
                if (value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9)) {
                    ticks.add(new Tick(placeOf(value), power < -2 || power > 3
                            ? part + "e" + power
                            : String.format(Locale.ROOT, power < 0 ? "%." + -power + "f" : "%.0f", value)));
                }
            }
        }
        return ticks;
    }

    /** The step of 1, 2 or 5 times a power of ten that is not smaller. */
    static double roundStep(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (int part : new int[]{1, 2, 5}) {
            if (part * power >= atLeast * (1 - 1e-9)) {
                return part * power;
            }
        }
        return 10 * power;
    }
}
