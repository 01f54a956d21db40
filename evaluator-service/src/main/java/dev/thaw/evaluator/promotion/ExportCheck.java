package dev.thaw.evaluator.promotion;

import java.util.List;
import java.util.Optional;

/**
 * How far the exported files, read back, are from what was measured.
 *
 * @param images how many test images were compared
 */
public record ExportCheck(int images, List<ExportedFile> files) {

    /** A probability of an exported file may differ from the measured one by so much. */
    public static final double TOLERANCE = 1e-4;

    /**
     * One of the files.
     *
     * @param largestDifference of any probability, absolute; null if one of them is not a number, or if there are none
     * @param problem why there are no probabilities; null if there are
     */
    public record ExportedFile(String name, Double largestDifference, String problem) {

        boolean passed() {
            return largestDifference != null && largestDifference <= TOLERANCE;
        }
    }

    public ExportCheck {
        files = List.copyOf(files);
    }

    /** The first file that is not what was measured. */
    public Optional<ExportedFile> failed() {
        return files.stream().filter(file -> !file.passed()).findFirst();
    }
}
