package dev.thaw.trainer;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

import dev.thaw.finetuning.training.RunNeeds;

/**
 * What this process has for a run.
 *
 * @param heap bytes of the Java heap at most
 * @param memory bytes of the machine or container, or less where the numerical library is told so
 * @param disk bytes for the feature bank's copy: free ones, and those that it holds now
 * @param bankLimit bytes that the feature bank may hold
 */
record RunFit(long heap, long memory, long disk, long bankLimit) {

    /** @param engineLimit of the numerical library, 0: none @param features the directory of the bank's copy */
    static RunFit ofThisProcess(long engineLimit, Path features, long bankLimit) throws IOException {
        long machine = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        Files.createDirectories(features);
        return new RunFit(Runtime.getRuntime().maxMemory(), engineLimit > 0 ? Math.min(engineLimit, machine) : machine,
                Files.getFileStore(features).getUsableSpace() + held(features), bankLimit);
    }

    static long held(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** @throws RequestFailedException if the run cannot fit, with the figures */
    void check(RunNeeds needs) throws RequestFailedException {
        refuseIf(needs.heapBytes() > heap,
                "the weights, gradients, optimizer and list of images of the run need at least " + size(needs.heapBytes())
                        + " of Java heap, and the trainer has " + size(heap)
                        + ": raise its -Xmx, thaw fewer layers, or lower augmentation.variants");
        refuseIf(needs.nativeBytes() + needs.heapBytes() > memory, "the stage " + needs.stage() + " needs at least "
                + size(needs.nativeBytes() + needs.heapBytes()) + " of memory, and the trainer may take " + size(memory)
                + ": lower the plan's batchSize, thaw fewer layers, or give the trainer more");
        long bank = Math.min(needs.bankBytes(), bankLimit);
        refuseIf(bank > disk,
                "the feature bank of the run needs " + size(bank) + " of disk, and the trainer's cache directory has "
                        + size(disk) + ": make room there, or lower augmentation.variants or thaw.feature-bank-mebibytes");
    }

    private static void refuseIf(boolean impossible, String sentence) throws RequestFailedException {
        if (impossible) {
            throw new RequestFailedException(sentence, null);
        }
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", Math.max(1, bytes >> 20));
    }
}
