package dev.thaw.report;

import java.util.List;

/**
 * The images of a run.
 *
 * @param manifest its version
 * @param height in pixels
 * @param width in pixels
 * @param classes in the order of the network's outputs
 * @param withheld images of the data set that the run could not use as things are, such as copies of one in another split
 * @param examples by class
 * @param rejected by reason; arrivals of the data set that were quarantined up to the judgement
 */
public record DataUsed(int manifest, int height, int width, List<ClassCount> classes, long withheld, List<Examples> examples,
        List<Rejected> rejected) {

    public DataUsed {
        classes = List.copyOf(classes);
        examples = List.copyOf(examples);
        rejected = List.copyOf(rejected);
    }

    /** Images of a class by split. */
    public record ClassCount(String label, long train, long validation, long test) {

        public long all() {
            return train + validation + test;
        }

        public long trainAndValidation() {
            return train + validation;
        }
    }

    /** Some training images of a class. */
    public record Examples(String label, List<Picture> pictures) {

        public Examples {
            pictures = List.copyOf(pictures);
        }
    }

    /** @param example what one of them was told, for people */
    public record Rejected(String reason, long count, String example) {
    }

    public ClassCount total() {
        return new ClassCount("", classes.stream().mapToLong(ClassCount::train).sum(),
                classes.stream().mapToLong(ClassCount::validation).sum(), classes.stream().mapToLong(ClassCount::test).sum());
    }

    /** Images of the largest class; at least 1. */
    public long most() {
        return classes.stream().mapToLong(ClassCount::all).max().orElse(1);
    }

    public long rejections() {
        return rejected.stream().mapToLong(Rejected::count).sum();
    }
}
