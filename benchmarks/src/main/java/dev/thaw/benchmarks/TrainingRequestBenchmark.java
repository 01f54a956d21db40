package dev.thaw.benchmarks;

import java.nio.file.Path;
import java.util.Locale;

import dev.thaw.servers.LocalServers;

/**
 * How long ingest takes to know again what was taken in before, and then to answer who asks for a training of all of it, on a real
 * broker and a real S3 server. Arguments: the project's root, an empty directory for everything, and the number of images. Only their
 * events are there: for this ingest looks at no picture.
 */
public final class TrainingRequestBenchmark {

    private TrainingRequestBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]).toAbsolutePath();
        Path directory = Path.of(arguments[1]).toAbsolutePath();
        int images = Integer.parseInt(arguments[2]);
        try (LocalServers servers = LocalServers.start(directory.resolve("servers"));
                ArrivalFlood flood = new ArrivalFlood(servers)) {
            flood.remember(images);
            double begin = seconds();
            try (IngestProcess ingest = IngestProcess.start(root, directory.resolve("ingest"), servers)) {
                print("request of %d images: known again after %.1f s, %.1f s of processor time; live heap %d MiB%n", images,
                        seconds() - begin, ingest.cpuSeconds(), ingest.liveHeap() >> 20);
                double before = ingest.cpuSeconds();
                double asked = seconds();
                flood.train();
                print("request of %d images: requested after %.1f s, %.1f s of processor time; resident at most %d MiB%n", images,
                        seconds() - asked, ingest.cpuSeconds() - before, ingest.peakMebibytes());
            }
        }
    }

    private static double seconds() {
        return System.nanoTime() / 1e9;
    }

    private static void print(String line, Object... values) {
        System.out.printf(Locale.ROOT, line, values);
        System.out.flush();
    }
}
