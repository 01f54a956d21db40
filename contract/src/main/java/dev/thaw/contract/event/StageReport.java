package dev.thaw.contract.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a stage did.
 *
 * @param trainableParameters numbers that could move
 * @param totalParameters numbers in the network
 * @param epochs how many were trained
 * @param bestEpoch the epoch whose weights were kept, from 1
 * @param stoppedBy "patience", "epochs", "not-finite", "person", "target", ...: what ended the stage
 * @param validationLoss of the best epoch
 * @param validationAccuracy of the best epoch, in [0, 1]
 * @param frozenLayersUnchanged true if every frozen weight has the same bytes (SHA-256) after the stage as before it
 * @param penalties by term ("l2 conv1/kernel"), its value at the end of the stage
 */
public record StageReport(String name, long trainableParameters, long totalParameters, int epochs, int bestEpoch,
        String stoppedBy, double seconds, Double validationLoss, Double validationAccuracy, boolean frozenLayersUnchanged,
        Map<String, Double> penalties) {

    public StageReport {
        Check.present("stage name", name);
        // in the order of the network, as they were told
        penalties = penalties == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(penalties));
    }
}
