package dev.thaw.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every thaw command line of the README and the documents is one that the command understands. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of(System.getProperty("thaw.root"));

    /** Where a command line stands, and the line. */
    record Documented(String file, String line) {
    }

    static List<Documented> commandLines() throws IOException {
        List<Documented> found = new ArrayList<>();
        for (Path file : documents()) {
            boolean inCode = false;
            for (String line : Files.readAllLines(file)) {
                inCode ^= line.startsWith("```");
                if (inCode && line.startsWith("./thaw ")) {
                    found.add(new Documented(ROOT.relativize(file).toString(), line.replaceAll("\\s+#.*", "")));
                }
            }
        }
        return found;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void isUnderstood(Documented documented) {
        String[] arguments = Arrays.stream(documented.line().split("\\s+")).skip(1).toArray(String[]::new);

        assertThatCode(() -> Thaw.commandLine().parseArgs(arguments)).as(documented.toString()).doesNotThrowAnyException();
    }

    @Test
    void theReadmeShowsTheCommandsOfAFirstDay() throws IOException {
        assertThat(commandLines()).filteredOn(documented -> documented.file().equals("README.md"))
                .extracting(documented -> documented.line().split("\\s+")[1])
                .contains("demo", "run", "summary", "up", "push", "train", "watch", "runs", "stop", "predict");
    }
}
