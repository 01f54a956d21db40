package dev.thaw.evaluator.promotion;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.thaw.contract.event.Comparison;
import dev.thaw.contract.event.GateResult;
import dev.thaw.finetuning.evaluation.PairedComparison;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.plan.GatesPlan;

/**
 * Candidate against champion on the same test images: those of the labels that both know.
 *
 * @param paired null if there are no such images
 * @param own of the candidate
 * @param other of the champion
 */
record Duel(GatesPlan plan, Incumbent.Scored champion, PairedComparison paired, Side own, Side other) {

    /** Accuracies are fractions of a count of images; what is nearer than this is equal. */
    private static final double EQUAL = 1e-9;

    /** @param loss null if it is not finite */
    record Side(double accuracy, Double loss) {

        static Side of(List<Prediction> predictions) {
            double loss = predictions.stream().mapToDouble(Prediction::loss).average().orElse(Double.NaN);
            return new Side(predictions.stream().filter(Prediction::right).count() / (double) predictions.size(),
                    Double.isFinite(loss) ? loss : null);
        }

        String figures() {
            return Duel.figures(accuracy, loss);
        }
    }

    static Duel of(Measured candidate, Incumbent.Scored champion, GatesPlan plan, long seed) {
        Set<String> images = new HashSet<>();
        champion.predictions().forEach(prediction -> images.add(prediction.image()));
        List<Prediction> own = candidate.predictions().stream().filter(prediction -> images.contains(prediction.image()))
                .toList();
        PairedComparison paired = own.isEmpty()
                ? null
                : PairedComparison.of(own, champion.predictions(), plan.confidence(), seed);
        return new Duel(plan, champion, paired, Side.of(own), Side.of(champion.predictions()));
    }

    /** What the plan's rule says. */
    GateResult gate() {
        Gate gate = switch (plan.rule()) {
            case BETTER -> Gate.BETTER_THAN_CHAMPION;
            case NOT_WORSE -> Gate.NOT_WORSE_THAN_CHAMPION;
        };
        if (paired == null) {
            return PromotionGates.result(gate, false, null, null, summary());
        }
        return switch (plan.rule()) {
            case BETTER -> PromotionGates.result(gate, better(), own.accuracy() - other.accuracy(), plan.margin(), summary());
            case NOT_WORSE -> PromotionGates.result(gate, paired.accuracy().low() >= -plan.margin() - EQUAL,
                    paired.accuracy().low(), -plan.margin(), summary());
        };
    }

    private boolean better() {
        double lead = own.accuracy() - other.accuracy() - plan.margin();
        if (Math.abs(lead) > EQUAL) {
            return lead > 0;
        }
        return other.loss() == null || own.loss() != null && own.loss() < other.loss();
    }

    String summary() {
        if (paired == null) {
            return "no test image is of a label that the champion, version " + champion.version() + ", knows";
        }
        return String.format(Locale.ROOT,
                "test %s against %s of the champion, version %d, on the same %d images (margin %s); the accuracy differs by %+.4f, "
                        + "with %s %% confidence by %+.4f to %+.4f",
                own.figures(), other.figures(), champion.version(), paired.images(), plan.margin(),
                paired.accuracy().difference(),
                percent(plan.confidence()), paired.accuracy().low(), paired.accuracy().high());
    }

    Optional<Comparison> comparison() {
        return Optional.ofNullable(paired).map(found -> new Comparison(champion.version(), found.images(), champion.labels(),
                found.onlyFirstRight(), found.onlySecondRight(), found.pValue(), found.confidence(), interval(found.accuracy()),
                interval(found.loss())));
    }

    Optional<Double> championAccuracy() {
        return paired == null ? Optional.empty() : Optional.of(other.accuracy());
    }

    static String figures(double accuracy, Double loss) {
        return loss == null
                ? String.format(Locale.ROOT, "accuracy %.4f (loss not finite)", accuracy)
                : String.format(Locale.ROOT, "accuracy %.4f (loss %.4f)", accuracy, loss);
    }

    private static String percent(double share) {
        return share * 100 == Math.rint(share * 100) ? String.valueOf(Math.round(share * 100)) : String.valueOf(share * 100);
    }

    private static Comparison.Interval interval(PairedComparison.Interval interval) {
        return Double.isFinite(interval.difference())
                ? new Comparison.Interval(interval.difference(), interval.low(), interval.high())
                : null;
    }
}
