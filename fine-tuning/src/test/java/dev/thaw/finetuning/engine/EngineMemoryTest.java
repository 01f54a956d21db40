package dev.thaw.finetuning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.network.Tensor;

/** Native memory is not bounded by the Java heap: the resident size of the process tells. */
class EngineMemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int LARGE_BATCH = 512;
    private final Engine engine = new SameDiffEngine();
    private final Fixture fixture = Fixture.read("fire");

    @Test
    void fiveHundredStepsTakeNoMoreMemoryThanOneHundred() throws IOException {
        assumeThat(STATUS).exists();
        try (TrainingProgram program = engine.training(fixture.network(), fixture.weights(),
                Set.of("hidden/kernel", "logits/bias"), fixture.lossOptions())) {
            train(program, 100);
            long before = residentKilobytes();

            train(program, 500);

            // an array kept per step and operation would be 50 MB
            assertThat(residentKilobytes() - before).isLessThan(20_000);
        }
    }

    @Test
    void closedProgramsGiveTheirMemoryBack() throws IOException {
        assumeThat(STATUS).exists();
        buildAndClose(3);
        long before = residentKilobytes();

        buildAndClose(15);

        // each holds more than 15 MB while it is open
        assertThat(residentKilobytes() - before).isLessThan(100_000);
    }

    private void buildAndClose(int times) {
        Tensor images = Tensor.of(new float[LARGE_BATCH * 30 * 27 * 3], LARGE_BATCH, 30, 27, 3);
        Tensor targets = Tensor.of(new float[LARGE_BATCH * 3], LARGE_BATCH, 3);
        float[] ones = new float[LARGE_BATCH];
        Arrays.fill(ones, 1);
        for (int i = 0; i < times; i++) {
            try (TrainingProgram program = engine.training(fixture.network(), fixture.weights(),
                    fixture.gradients().keySet(), LossOptions.PLAIN)) {
                program.gradients(Map.of("input", images), targets, ones, i);
            }
        }
    }

    private void train(TrainingProgram program, int steps) {
        for (int step = 0; step < steps; step++) {
            program.gradients(fixture.inputs(), fixture.targets(), fixture.sampleWeights().data(), step);
            program.update((weight, value, gradient) -> value.data()[0] -= 1e-4f * gradient.data()[0]);
        }
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
    }
}
