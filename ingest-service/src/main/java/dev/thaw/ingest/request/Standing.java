package dev.thaw.ingest.request;

import java.time.Instant;

import dev.thaw.contract.event.ArrivalsAssessed;

/**
 * Where a data set stands between two runs.
 *
 * @param images how many it has
 * @param known how many it had when the last run was requested; 0 before the first
 * @param oldestNew when the first image came that the last run did not know; null if there is none
 * @param lastRun when the last run was requested; null before the first
 * @param assessed what was measured on images that the last run did not know; null if nothing was
 * @param requested how many runs were requested so far
 */
record Standing(int images, int known, Instant oldestNew, Instant lastRun, ArrivalsAssessed assessed, int requested) {

    int newImages() {
        return Math.max(0, images - known);
    }
}
