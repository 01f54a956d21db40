package dev.thaw.contract.event;

/**
 * The figures of the classes put together in one way. Each is in [0, 1], null where it is not defined.
 *
 * @param rocAuc area under the curve of true against false positive rate, each class against the rest
 * @param averagePrecision mean precision over the recalls, each class against the rest
 */
public record Averages(Double precision, Double recall, Double f1, Double rocAuc, Double averagePrecision) {

    public Averages {
        Check.share("precision", precision);
        Check.share("recall", recall);
        Check.share("f1", f1);
        Check.share("rocAuc", rocAuc);
        Check.share("averagePrecision", averagePrecision);
    }
}
