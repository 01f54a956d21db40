package dev.thaw.finetuning.plan;

/** An interval of numbers. */
record Range(double low, boolean lowIncluded, double high, boolean highIncluded) {

    static final Range POSITIVE = new Range(0, false, Double.POSITIVE_INFINITY, false);
    static final Range NOT_NEGATIVE = new Range(0, true, Double.POSITIVE_INFINITY, false);
    static final Range BELOW_ONE = new Range(0, true, 1, false);
    static final Range SHARE = new Range(0, false, 1, true);
    static final Range FRACTION = new Range(0, false, 1, false);
    static final Range UP_TO_HALF = new Range(0, true, 0.5, true);
    static final Range UP_TO_ONE = new Range(0, true, 1, true);

    boolean contains(double number) {
        return (lowIncluded ? number >= low : number > low) && (highIncluded ? number <= high : number < high);
    }

    @Override
    public String toString() {
        String above = (lowIncluded ? "of at least " : "above ") + plain(low);
        return Double.isInfinite(high) ? above : above + " and " + (highIncluded ? "at most " : "below ") + plain(high);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
