package dev.thaw.contract.event;

/**
 * Of one class: how many images it has and what became of them; each ratio in [0, 1], null where it is not defined.
 *
 * @param rocAuc area under the curve of true against false positive rate, this class against the rest
 * @param averagePrecision mean precision over the recalls, this class against the rest
 */
public record ClassMetrics(String label, long images, Double accuracy, Double precision, Double recall, Double f1,
        Double rocAuc, Double averagePrecision) {

    public ClassMetrics(String label, long images, Double accuracy, Double precision, Double recall, Double f1) {
        this(label, images, accuracy, precision, recall, f1, null, null);
    }

    public ClassMetrics {
        Check.share("accuracy", accuracy);
        Check.share("precision", precision);
        Check.share("recall", recall);
        Check.share("f1", f1);
        Check.share("rocAuc", rocAuc);
        Check.share("averagePrecision", averagePrecision);
    }
}
