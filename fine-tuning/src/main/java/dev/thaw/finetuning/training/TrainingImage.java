package dev.thaw.finetuning.training;

/**
 * @param hash names the image's content (SHA-256, hex)
 * @param label index of the class in the task's labels
 */
public record TrainingImage(String hash, int label, Split split) {
}
