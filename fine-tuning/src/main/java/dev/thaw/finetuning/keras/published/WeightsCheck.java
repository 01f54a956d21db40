package dev.thaw.finetuning.keras.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.keras.KerasFileException;

/** Whether a file is what was published: by its hash; where none is published, by its weights fitting the architecture. */
final class WeightsCheck {

    private WeightsCheck() {
    }

    /** What is wrong with the file, as the end of a sentence; null if nothing is. */
    static String complaint(PublishedWeights weights, Path file) throws IOException {
        if (weights.md5() != null) {
            String md5 = md5(file);
            return md5.equals(weights.md5()) ? null : "has the MD5 hash " + md5 + " and not the published " + weights.md5();
        }
        try {
            KerasFile.read(file, weights.application());
            return null;
        } catch (KerasFileException e) {
            return "does not hold the weights of " + weights.application().name();
        }
    }

    private static String md5(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
