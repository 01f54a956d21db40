package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dthaw.images=1000000} does it with a million, in the memory that {@code ./thaw} gives to ingest. */
class ManyImagesTest {
    /** Bytes of memory for each image and its arrival, as the README says. */
    private static final int BOUND = 288;
    private static final int IMAGES = Integer.getInteger("thaw.images", 60_000);
    @TempDir
    Path directory;

    @Test
    void allOfThemAndTheirManifestsFitIntoTheMemoryThatIsPromised() throws Exception {
        // given: the bound for each, half as much again for a manifest being written, and 12 MiB for everything else
        String heap = "-Xmx" + Math.min(512, 12 + (IMAGES * (BOUND + BOUND / 2L) >> 20)) + "m";

        // when
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap,
                "-XX:+UseSerialGC", "-XX:NewSize=8m", "-XX:MaxNewSize=8m", "-cp", System.getProperty("java.class.path"),
                ManyImages.class.getName(), Integer.toString(IMAGES), directory.toString()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());

        // then
        System.out.print(heap + ", " + output);
        assertThat(process.waitFor()).as(output).isZero();
        Matcher said = Pattern.compile("(\\d+) bytes each in the catalog, (\\d+) in the ledger").matcher(output);
        assertThat(said.find()).isTrue();
        assertThat(Integer.parseInt(said.group(1)) + Integer.parseInt(said.group(2))).isLessThanOrEqualTo(BOUND);
    }
}
