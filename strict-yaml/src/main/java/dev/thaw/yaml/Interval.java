package dev.thaw.yaml;

/** An interval of numbers. */
public record Interval(double low, boolean lowIncluded, double high, boolean highIncluded) {

    public static final Interval POSITIVE = new Interval(0, false, Double.POSITIVE_INFINITY, false);
    public static final Interval NOT_NEGATIVE = new Interval(0, true, Double.POSITIVE_INFINITY, false);
    /** From 0, and 1 is too much. */
    public static final Interval BELOW_ONE = new Interval(0, true, 1, false);
    /** 1 is all, and nothing is too little. */
    public static final Interval SHARE = new Interval(0, false, 1, true);
    /** Neither nothing nor all. */
    public static final Interval FRACTION = new Interval(0, false, 1, false);
    public static final Interval UP_TO_HALF = new Interval(0, true, 0.5, true);
    public static final Interval UP_TO_ONE = new Interval(0, true, 1, true);

    /** Not a number is in no interval. */
    public boolean contains(double number) {
        return (lowIncluded ? number >= low : number > low) && (highIncluded ? number <= high : number < high);
    }

    /** To stand after "a number". */
    @Override
    public String toString() {
        String above = (lowIncluded ? "of at least " : "above ") + plain(low);
        return Double.isInfinite(high) ? above : above + " and " + (highIncluded ? "at most " : "below ") + plain(high);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
