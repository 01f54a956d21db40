package dev.thaw.evaluator.scoring;

import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.ImageSource;
import dev.thaw.service.tuning.PackedManifest;

/** What a run was made of: its images, and its plan put to its base. */
public record RunMaterial(PackedManifest manifest, FineTuningTask task, ImageSource images) {
}
