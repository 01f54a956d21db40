package dev.thaw.contract.bucket;

/**
 * How a manifest's training images were chosen out of those that the data set had.
 *
 * @param data the rule
 * @param known how many images the data set had, in all splits, without those withheld
 * @param old with REPLAY: how many of them the champion's manifest knew of; what came later is new
 * @param newest with NEWEST: how many training images were kept at most
 * @param replay with REPLAY: old training images drawn for each new one
 */
public record Selection(TrainingPolicy.Data data, int known, int old, int newest, double replay) {
}
