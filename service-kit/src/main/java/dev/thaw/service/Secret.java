package dev.thaw.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A key of the S3 server, from the configuration itself or from a file that holds nothing else. */
final class Secret {

    private Secret() {
    }

    static String accessKey(ThawConfig.S3 s3) {
        return read(s3.accessKey(), s3.accessKeyFile());
    }

    static String secretKey(ThawConfig.S3 s3) {
        return read(s3.secretKey(), s3.secretKeyFile());
    }

    /** Notes what is wrong with a key that is either given or in a file. */
    static void check(Mistakes mistakes, String key, Optional<String> value, Optional<Path> file) {
        mistakes.unless(value.isPresent() || file.isPresent(), key + " is missing: set it, or " + key + "-file");
        mistakes.unless(value.isEmpty() || file.isEmpty(), "both " + key + " and " + key + "-file are set: leave one out");
        file.ifPresent(path -> {
            try {
                mistakes.unless(!Files.readString(path).isBlank(), key + "-file: " + path + " is empty");
            } catch (IOException e) {
                mistakes.add(key + "-file: " + path + " cannot be read");
            }
        });
    }

    private static String read(Optional<String> value, Optional<Path> file) {
        return value.orElseGet(() -> {
            try {
                return Files.readString(file.orElseThrow()).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
