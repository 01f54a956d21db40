package dev.thaw.finetuning.keras.published;

import java.io.IOException;
import java.nio.file.Path;

import dev.thaw.finetuning.keras.FileHash;
import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.keras.KerasFileException;

/** Whether a file is what was published: by its hash; where none is published, by its weights fitting the architecture. */
final class WeightsCheck {

    private WeightsCheck() {
    }

    /** What is wrong with the file, as the end of a sentence; null if nothing is. */
    static String complaint(PublishedWeights weights, Path file) throws IOException {
        if (weights.md5() != null) {
            String md5 = FileHash.md5(file);
            return md5.equals(weights.md5()) ? null : "has the MD5 hash " + md5 + " and not the published " + weights.md5();
        }
        try {
            KerasFile.read(file, weights.application());
            return null;
        } catch (KerasFileException e) {
            return "does not hold the weights of " + weights.application().name();
        }
    }
}
