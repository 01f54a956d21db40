package dev.thaw.finetuning.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.thaw.finetuning.plan.ValidationScore;

/**
 * What a stage did.
 *
 * @param trainableParameters numbers that could move
 * @param totalParameters numbers in the network
 * @param epochs how many were trained
 * @param bestCheckpoint whose weights were kept; null if none was finite and the weights are those from before the stage
 * @param bestEpoch its epoch, from 1; 0 if there is none
 * @param stoppedBy "epochs", "patience", "not-finite", "person", ...
 * @param seconds over all attempts, without what a killed one did after its last checkpoint
 * @param validationLoss of the best; NaN if there is none
 * @param validationAccuracy of the best, in [0, 1]; NaN if there is none
 * @param frozenUnchanged every frozen weight has the same SHA-256 as before the stage
 * @param penalties by term ({@code l2 conv1/kernel}), the value with the stage's best weights
 * @param validationMacroF1 of the best, in [0, 1]; NaN if there is none
 * @param countedEpochs those that led to the verdict; what was trained after a stop was decided does not count
 */
public record StageOutcome(String name, long trainableParameters, long totalParameters, int epochs, String bestCheckpoint,
        int bestEpoch, String stoppedBy, double seconds, double validationLoss, double validationAccuracy,
        boolean frozenUnchanged, Map<String, Double> penalties, double validationMacroF1, int countedEpochs) {

    public StageOutcome {
        penalties = Collections.unmodifiableMap(new LinkedHashMap<>(penalties));
    }

    ValidationScore score() {
        return new ValidationScore(validationLoss, validationAccuracy, validationMacroF1);
    }
}
