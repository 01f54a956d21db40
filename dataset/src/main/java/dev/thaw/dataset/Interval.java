package dev.thaw.dataset;

/** An interval of numbers. */
record Interval(double low, boolean lowIncluded, double high, boolean highIncluded) {

    static final Interval UP_TO_HALF = new Interval(0, true, 0.5, true);
    static final Interval WITHIN_ONE = new Interval(0, false, 1, false);
    static final Interval UP_TO_THOUSAND = new Interval(0, true, 1000, true);

    boolean contains(double number) {
        return (lowIncluded ? number >= low : number > low) && (highIncluded ? number <= high : number < high);
    }

    @Override
    public String toString() {
        return (lowIncluded ? "of at least " : "above ") + plain(low) + " and " + (highIncluded ? "at most " : "below ")
                + plain(high);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
