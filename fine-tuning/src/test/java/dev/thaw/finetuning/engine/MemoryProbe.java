package dev.thaw.finetuning.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that trains and prints by how many megabytes it grew while doing so, after a start that does not count. */
public final class MemoryProbe {
    static final Path STATUS = Path.of("/proc/self/status");
    private static final Engine ENGINE = new SameDiffEngine();
    private static final Fixture FIXTURE = Fixture.read("fire");

    private MemoryProbe() {
    }

    public static void main(String[] arguments) throws IOException {
        System.out.println(steps());
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
            program.update((weights, gradients) -> weights
                    .forEach((weight, value) -> value.data()[0] -= 1e-4f * gradients.get(weight).data()[0]));
            program.predict(FIXTURE.inputs());
        }
    }

    private static long residentMegabytes() throws IOException {
        System.gc();
        return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElseThrow();
    }
}
