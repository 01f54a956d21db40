package dev.thaw.finetuning.training;

import java.util.List;

/**
 * @param candidate the name of the checkpoint with the best validation metric of all stages
 * @param bankHits (image, variant, cut) triples found in the feature bank
 * @param bankMisses those whose activations had to be computed
 */
public record FineTuningResult(String candidate, List<StageOutcome> stages, long bankHits, long bankMisses, double seconds) {

    public FineTuningResult {
        stages = List.copyOf(stages);
    }
}
