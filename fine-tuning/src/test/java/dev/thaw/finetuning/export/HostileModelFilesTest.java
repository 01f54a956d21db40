package dev.thaw.finetuning.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that claim gigabytes, read in a process that has only a hundred megabytes: each ends in one sentence, the process lives. */
class HostileModelFilesTest {
    @TempDir
    Path directory;

    @Test
    void eachHostileFileIsRefusedInASentenceWithinAHundredMegabytes() throws Exception {
        // given
        Path files = Files.createDirectory(directory.resolve("files"));
        HostileModelFiles.write(files);
        for (String fixture : List.of("bomb.h5", "inflating.h5")) {
            Files.copy(ReadEverything.class.getResourceAsStream("/keras/" + fixture), files.resolve(fixture),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        long count;
        try (Stream<Path> listed = Files.list(files)) {
            count = listed.count();
        }

        // when
        List<String> outcomes = readInSmallProcess(files);

        // then
        assertThat(outcomes).hasSize((int) count).allSatisfy(outcome -> {
            String name = outcome.split("\t")[0];
            assertThat(outcome).startsWith(name + "\trefused\t" + name + ": ");
        });
        assertThat(outcomes).filteredOn(outcome -> outcome.startsWith("twice.keras")).singleElement().asString()
                .contains("more than once");
        assertThat(outcomes).filteredOn(outcome -> outcome.startsWith("overlapping")).singleElement().asString()
                .contains("lie over each other");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(files);
        }
    }

    private List<String> readInSmallProcess(Path files) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx100m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djdk.serialFilter=!*", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ReadEverything.class.getName(), files.toString()).directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
