package dev.thaw.contract.event;

/**
 * A two-sample test of new images against those that the champion was trained on.
 *
 * @param statistic "mmd2": the unbiased estimate of the squared maximum mean discrepancy of the champion's last features
 * @param value of the statistic
 * @param pValue in (0, 1]: how probable such a value or a larger one is if both come from the same source
 * @param permutations drawn for the p value
 * @param reference how many training images it was compared with
 */
public record Drift(String statistic, double value, double pValue, int permutations, int reference) {

    public Drift {
        Check.present("statistic", statistic);
    }
}
