package dev.thaw.finetuning.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an epoch is that is not done: what a later step and the epoch's own means depend on.
 *
 * @param step steps done, from 1
 * @param images seen so far
 * @param lossSum of each image's step's mean loss, with penalties
 * @param activitySums the same of the penalties on activities, by term
 */
public record EpochSoFar(int step, long images, double lossSum, Map<String, Double> activitySums) {

    public EpochSoFar {
        activitySums = activitySums == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(activitySums));
    }
}
