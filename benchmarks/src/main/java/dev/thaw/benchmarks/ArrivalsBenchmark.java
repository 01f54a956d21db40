package dev.thaw.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.thaw.servers.LocalServers;

/**
 * How many arrivals of small images ingest takes in, on a real broker and a real S3 server. Arguments: the project's root, an empty
 * directory for everything, the number of arrivals, and the number of ingest processes. The arrivals are all on the topic before ingest
 * starts, so that nothing but ingest and the two servers works while it is measured.
 */
public final class ArrivalsBenchmark {

    private ArrivalsBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]).toAbsolutePath();
        Path directory = Path.of(arguments[1]).toAbsolutePath();
        int arrivals = Integer.parseInt(arguments[2]);
        int instances = Integer.parseInt(arguments[3]);
        try (LocalServers servers = LocalServers.start(directory.resolve("servers"))) {
            ArrivalFlood flood = new ArrivalFlood(servers, arrivals);
            flood.publish();
            List<IngestProcess> processes = new ArrayList<>();
            try {
                for (int i = 0; i < instances; i++) {
                    processes.add(IngestProcess.start(root, directory.resolve("ingest-" + i), servers));
                }
                report(flood.await(), instances, processes);
            } finally {
                processes.forEach(IngestProcess::close);
            }
        }
    }

    private static void report(ArrivalFlood.Answered answered, int instances, List<IngestProcess> processes) throws IOException {
        double seconds = answered.seconds();
        double cpu = processes.stream().mapToDouble(IngestProcess::cpuSeconds).sum();
        long heap = 0;
        for (IngestProcess process : processes) {
            heap = Math.max(heap, process.liveHeap());
        }
        System.out.printf(Locale.ROOT,
                "arrivals %d, ingest processes %d: %.1f s, %.0f a second, %.0f for each second of ingest's processor time; "
                        + "live heap %d MiB, %.0f bytes for each arrival, resident at most %d MiB%n",
                answered.count(), instances, seconds, answered.count() / seconds, answered.count() / cpu, heap >> 20,
                heap / (double) answered.count(), processes.stream().mapToLong(IngestProcess::peakMebibytes).max().orElse(0));
    }
}
