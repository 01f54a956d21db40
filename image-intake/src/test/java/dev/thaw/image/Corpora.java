package dev.thaw.image;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files beside the project that tests read where they are there. */
final class Corpora {
    private static final Path CORPORA = Path.of(System.getProperty("thaw.root"), "..", "shared", "corpora");

    private Corpora() {
    }

    static Path folder(String corpus) {
        return CORPORA.resolve(corpus);
    }

    static List<Path> files(String corpus) {
        Path folder = folder(corpus);
        assumeThat(folder).as("the corpus " + folder + ", without which this test is skipped").isDirectory();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().equals("LICENSE")).sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
