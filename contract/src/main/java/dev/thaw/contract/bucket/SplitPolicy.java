package dev.thaw.contract.bucket;

/**
 * How the images of a data set are divided into train, validation and test.
 *
 * @param validation share of what is not test that is set aside for validation, in [0, 0.5]; 0 where the sender names the images
 *        for validation
 * @param test share of the images without a wish that is set aside for the test, in [0, 0.5]
 * @param group what keeps images together in one split: "none", "source" (of the arrival), "series" (of the arrival) or
 *        "field:NAME" (a field of the arrival); null means "none"
 * @param copies what becomes of pictures that look alike and were drawn into different splits; null means WITHHOLD
 */
public record SplitPolicy(double validation, double test, String group, Copies copies) {
    /** Images are drawn one by one. */
    public static final String NONE = "none";
    /** What one source sent stays together. */
    public static final String SOURCE = "source";
    /** What is of one series stays together. */
    public static final String SERIES = "series";
    /** Before the name of a field. */
    public static final String FIELD = "field:";

    /**
     * WITHHOLD: neither is used, so that no copy leaks. USE: both are, each drawn by itself; for data sets in which all pictures look
     * alike, such as one part under one camera. The very same picture in two splits is never used.
     */
    public enum Copies {
        WITHHOLD,
        USE
    }

    public SplitPolicy {
        group = group == null ? NONE : group;
        copies = copies == null ? Copies.WITHHOLD : copies;
        if (!(validation >= 0 && validation <= 0.5) || !(test >= 0 && test <= 0.5)) {
            throw new IllegalArgumentException("split.validation and split.test must be in [0, 0.5]");
        }
        if (!group.equals(NONE) && !group.equals(SOURCE) && !group.equals(SERIES)
                && !(group.startsWith(FIELD) && group.length() > FIELD.length())) {
            throw new IllegalArgumentException(
                    "split.group must be \"none\", \"source\", \"series\" or \"field:NAME\", not \"" + group + "\"");
        }
    }

    /** With copies withheld. */
    public SplitPolicy(double validation, double test, String group) {
        this(validation, test, group, Copies.WITHHOLD);
    }

    /** 15 % of the images for the test, 15 % of the rest for validation, each image by itself. */
    public static SplitPolicy usual() {
        return new SplitPolicy(0.15, 0.15, NONE);
    }

    /** These shares, each image by itself. */
    public static SplitPolicy shares(double validation, double test) {
        return new SplitPolicy(validation, test, NONE);
    }
}
