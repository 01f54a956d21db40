package dev.thaw.evaluator.promotion;

import java.util.Locale;
import java.util.Optional;

import dev.thaw.evaluator.promotion.ExportCheck.ExportedFile;

/**
 * Decides whether a candidate becomes the champion.
 *
 * @param margin by how much its test accuracy must exceed the champion's; at exactly the margin the lower loss wins
 */
public record PromotionGate(double margin) {

    /** Accuracies are fractions of a count of images; what is nearer than this is equal. */
    private static final double EQUAL = 1e-9;

    public PromotionGate {
        if (!(margin >= 0 && margin <= 1)) {
            throw new IllegalArgumentException("gates.margin must be in [0, 1], not " + margin);
        }
    }

    /** @param incumbent the champion; empty if the data set has none yet */
    public Verdict judge(TestScore candidate, ExportCheck export, Optional<Incumbent> incumbent) {
        if (candidate.images() == 0) {
            return new Verdict.Refused(Gate.TEST_SPLIT,
                    "the manifest has no test images to judge by: declare the data set with a split.test above 0");
        }
        if (candidate.loss() == null) {
            return new Verdict.Refused(Gate.FINITE_LOSS,
                    "the loss on the " + candidate.images() + " test images is not finite: lower the learning rate");
        }
        Optional<ExportedFile> different = export.failed();
        if (different.isPresent()) {
            return new Verdict.Refused(Gate.EXPORT, reason(different.get(), export.images()));
        }
        if (incumbent.isEmpty()) {
            return new Verdict.Promoted("the first model: test " + figures(candidate) + " on " + candidate.images() + " images");
        }
        return against(candidate, incumbent.get());
    }

    private static String reason(ExportedFile file, int images) {
        if (file.problem() != null) {
            return "the exported " + file.name() + " cannot be used: " + file.problem();
        }
        return String.format(Locale.ROOT,
                "the exported %s differs from the measured model by %s in a probability of %d test images; at most %s is allowed",
                file.name(), file.largestDifference() == null ? "more than a number can say" : file.largestDifference(), images,
                ExportCheck.TOLERANCE);
    }

    private Verdict against(TestScore candidate, Incumbent incumbent) {
        if (incumbent instanceof Incumbent.OtherLabels other) {
            return new Verdict.Refused(Gate.LABELS, "the champion, version " + other.version() + ", knows other labels ("
                    + String.join(", ", other.labels()) + "), so the two cannot be compared: train under another data set name");
        }
        if (incumbent instanceof Incumbent.OtherImageSize other) {
            return new Verdict.Refused(Gate.IMAGE_SIZE, "the champion, version " + other.version() + ", takes images of "
                    + other.height() + " x " + other.width()
                    + " pixels, so the two cannot be compared: train under another data set name");
        }
        if (incumbent instanceof Incumbent.Scored champion) {
            String reason = String.format(Locale.ROOT,
                    "test %s against %s of the champion, version %d, on the same %d images (margin %s)", figures(candidate),
                    figures(champion.score()), champion.version(), candidate.images(), margin);
            return better(candidate, champion.score())
                    ? new Verdict.Promoted(reason)
                    : new Verdict.Refused(Gate.BETTER_THAN_CHAMPION, reason);
        }
        throw new IllegalStateException("an incumbent of an unknown kind: " + incumbent);
    }

    private boolean better(TestScore candidate, TestScore champion) {
        double lead = candidate.accuracy() - champion.accuracy() - margin;
        if (Math.abs(lead) > EQUAL) {
            return lead > 0;
        }
        return champion.loss() == null || candidate.loss() < champion.loss();
    }

    private static String figures(TestScore score) {
        return score.loss() == null
                ? String.format(Locale.ROOT, "accuracy %.4f (loss not finite)", score.accuracy())
                : String.format(Locale.ROOT, "accuracy %.4f (loss %.4f)", score.accuracy(), score.loss());
    }
}
