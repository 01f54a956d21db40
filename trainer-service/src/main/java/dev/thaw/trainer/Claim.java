package dev.thaw.trainer;

import java.time.Instant;

/**
 * The object at {@code claims/<run>/<attempt>.json}: who trains a run. The highest attempt is the only one that counts.
 *
 * @param attempt from 1
 * @param holder process and host, for people
 */
record Claim(String run, int attempt, String holder, Instant since) {
}
