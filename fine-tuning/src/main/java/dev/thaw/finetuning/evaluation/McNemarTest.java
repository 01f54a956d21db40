package dev.thaw.finetuning.evaluation;

/**
 * Whether two classifiers that were asked about the same images are right equally often (McNemar 1947, Psychometrika 12). Only the
 * images where they disagree tell; under the null hypothesis each of them is a fair coin.
 */
public final class McNemarTest {

    private McNemarTest() {
    }

    /**
     * The exact two-sided test: the probability that of {@code onlyFirst + onlySecond} fair coins the rarer side comes up as seldom
     * as here or more seldom, doubled, at most 1.
     *
     * @param onlyFirst images that only the first recognised
     * @param onlySecond images that only the second recognised
     */
    public static double pValue(long onlyFirst, long onlySecond) {
        long coins = onlyFirst + onlySecond;
        long rarer = Math.min(onlyFirst, onlySecond);
        // in logarithms: half to the power of a thousand is no double any more
        double logTerm = -coins * Math.log(2);
        double sum = Math.exp(logTerm);
        for (long i = 0; i < rarer; i++) {
            logTerm += Math.log((coins - i) / (double) (i + 1));
            sum += Math.exp(logTerm);
        }
        return Math.min(1, 2 * sum);
    }
}
