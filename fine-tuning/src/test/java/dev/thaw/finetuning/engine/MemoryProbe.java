package dev.thaw.finetuning.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import dev.thaw.finetuning.network.Tensor;

/** A process that trains and prints by how many megabytes it grew while doing so, after a start that does not count. */
public final class MemoryProbe {
    static final Path STATUS = Path.of("/proc/self/status");
    static final String STEPS = "steps";
    static final String PROGRAMS = "programs";
    private static final int LARGE_BATCH = 1024;
    private static final Engine ENGINE = new SameDiffEngine();
    private static final Fixture FIXTURE = Fixture.read("fire");

    private MemoryProbe() {
    }

    public static void main(String[] arguments) throws IOException {
        System.out.println(arguments[0].equals(STEPS) ? steps() : programs());
    }

    private static long steps() throws IOException {
        try (TrainingProgram program = ENGINE.training(FIXTURE.network(), FIXTURE.weights(), FIXTURE.gradients().keySet(),
                FIXTURE.lossOptions())) {
            train(program, 100);
            long before = residentMegabytes();
            train(program, 500);
            return residentMegabytes() - before;
        }
    }

    private static void train(TrainingProgram program, int steps) {
        for (int step = 0; step < steps; step++) {
            program.gradients(FIXTURE.inputs(), FIXTURE.targets(), FIXTURE.sampleWeights().data(), step);
            program.update((weight, value, gradient) -> value.data()[0] -= 1e-4f * gradient.data()[0]);
            program.predict(FIXTURE.inputs());
        }
    }

    private static long programs() throws IOException {
        buildAndClose(4);
        long before = residentMegabytes();
        buildAndClose(12);
        return residentMegabytes() - before;
    }

    private static void buildAndClose(int times) {
        Tensor images = Tensor.of(new float[LARGE_BATCH * 30 * 27 * 3], LARGE_BATCH, 30, 27, 3);
        Tensor targets = Tensor.of(new float[LARGE_BATCH * 3], LARGE_BATCH, 3);
        float[] ones = new float[LARGE_BATCH];
        Arrays.fill(ones, 1);
        for (int i = 0; i < times; i++) {
            try (TrainingProgram program = ENGINE.training(FIXTURE.network(), FIXTURE.weights(), Set.of("conv1/kernel"),
                    LossOptions.PLAIN)) {
                program.gradients(Map.of("input", images), targets, ones, i);
            }
        }
    }

    private static long residentMegabytes() throws IOException {
        System.gc();
        return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElseThrow();
    }
}
