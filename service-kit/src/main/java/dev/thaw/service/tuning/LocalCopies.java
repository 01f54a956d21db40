package dev.thaw.service.tuning;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.ContentHash;

/** Copies of immutable objects on this machine, by the hash of their content. Several processes may share a directory. */
final class LocalCopies {
    private final Bucket bucket;
    private final Path directory;

    LocalCopies(Bucket bucket, Path directory) {
        this.bucket = bucket;
        this.directory = directory;
    }

    /**
     * The object as a file whose content has that hash; fetched if there is no such file.
     *
     * @param suffix of the file's name, with its dot
     * @throws java.nio.file.NoSuchFileException if there is no such object
     * @throws ContentMismatchException if the object is not what the hash says
     */
    Path file(String key, String sha256, String suffix) throws IOException {
        Path file = place(sha256, suffix);
        return Files.exists(file) && ContentHash.of(file).equals(sha256) ? file : fetch(key, sha256, suffix);
    }

    /** Whether there is a copy, intact or not. */
    boolean has(String sha256, String suffix) {
        return Files.exists(place(sha256, suffix));
    }

    Path fetch(String key, String sha256, String suffix) throws IOException {
        Path file = place(sha256, suffix);
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), sha256, ".part");
        try {
            try (InputStream in = bucket.open(key)) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            String found = ContentHash.of(part);
            if (!found.equals(sha256)) {
                throw new ContentMismatchException(key, sha256, found);
            }
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    Path place(String sha256, String suffix) {
        return directory.resolve(sha256.substring(0, 2)).resolve(sha256 + suffix);
    }
}
