package dev.thaw.finetuning.training;

import java.util.List;

/** Frozen weights have other bytes after a stage than before it; what was trained is not to be used. */
public final class FrozenWeightMovedException extends RuntimeException {

    public FrozenWeightMovedException(String stage, List<String> weights) {
        super("stage " + stage + " changed weights that were frozen: " + String.join(", ", weights)
                + "; this is a defect of the training engine, please report it");
    }
}
