package dev.thaw.evaluator.arrivals;

import java.io.IOException;

import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.Drift;
import dev.thaw.service.tuning.PackedManifest;

/** The numerical part of an assessment. */
@FunctionalInterface
public interface ArrivalScoring {

    /**
     * @param made the manifest that the champion was made from
     * @param drift whether the images are to be compared with the champion's own
     */
    Measured score(Champion champion, PackedManifest made, ArrivalLedger.Window window, boolean drift) throws IOException;

    /** @param accuracy in [0, 1] @param drift null if it was not wanted, or there is too little to compare with */
    record Measured(double accuracy, Drift drift) {
    }
}
