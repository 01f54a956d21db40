package dev.thaw.trainer;

import java.time.Instant;

/**
 * The object at {@code claims/<run>/<attempt>.json}: who trains a run. The highest attempt is the only one that counts.
 *
 * @param attempt from 1
 * @param holder process and host, for people
 * @param from the checkpoint that the attempt goes on from, named before the claim was made: what an attempt saves after another has
 *        claimed the run is nobody's; null for the beginning
 * @param tries how many processes in a row, this one included, went on from there
 */
record Claim(String run, int attempt, String holder, Instant since, String from, int tries) {
}
