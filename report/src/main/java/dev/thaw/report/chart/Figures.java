package dev.thaw.report.chart;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

    private Figures() {
    }

    /** A share in [0, 1], such as {@code 95.00 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** A difference of shares, such as {@code +1.33} or {@code −0.50}: percentage points, with a true minus sign. */
    public static String points(double difference) {
        String text = String.format(Locale.ROOT, "%+.2f", 100 * difference);
        return text.equals("-0.00") ? "+0.00" : text.replace('-', '\u2212');
    }

    /** A loss, a penalty, a rate: four digits that count, in powers of ten where it is very small or large. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return "not finite";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        return size < 1e-3 || size >= 1e6
                ? String.format(Locale.ROOT, "%.2e", value).replaceFirst("e([+-])0+(?=\\d)", "e$1").replace("e+", "e")
                : String.format(Locale.ROOT, size >= 100 ? "%.1f" : "%.4f", value);
    }

    /** A count, its thousands apart. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A time such as {@code 44.8 s}, {@code 12 min 5 s} or {@code 3 h 20 min}. */
    public static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** A coordinate in a drawing. */
    static String place(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }
}
