package dev.thaw.evaluator.scoring;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.ImageSource;

/** What a run was made of: its images, and its plan put to its base. */
public record RunMaterial(Manifest manifest, FineTuningTask task, ImageSource images) {
}
