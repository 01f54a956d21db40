package dev.thaw.finetuning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

/**
 * Native memory is not bounded by the Java heap: the resident size of a process of its own tells, whose Java heap is
 * resident from the start.
 */
class EngineMemoryTest {

    @Test
    void fiveHundredStepsTakeNoMoreMemoryThanOneHundred() throws Exception {

        // an array kept per step and operation would be 50 MB
        assertThat(megabytesGrown()).isLessThan(25);
    }

    private static long megabytesGrown() throws IOException, InterruptedException {
        assumeThat(MemoryProbe.STATUS).exists();
        ProcessBuilder java = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms160m", "-Xmx160m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                MemoryProbe.class.getName())).redirectError(ProcessBuilder.Redirect.INHERIT);
        java.environment().put("OMP_NUM_THREADS", "1");
        // otherwise glibc keeps freed blocks in a fragmented heap, which looks like a leak for a while
        java.environment().put("MALLOC_MMAP_THRESHOLD_", "131072");
        Process process = java.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            assertThat(process.waitFor()).as(output).isZero();
            return Long.parseLong(output);
        } finally {
            process.destroyForcibly();
        }
    }
}
