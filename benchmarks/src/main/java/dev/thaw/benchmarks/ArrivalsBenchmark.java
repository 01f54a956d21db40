package dev.thaw.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import dev.thaw.servers.LocalServers;

/**
 * How many arrivals of small images ingest takes in, on a real broker and a real S3 server, and with how much memory. Arguments: the
 * project's root, an empty directory for everything, the number of arrivals, the number of ingest processes, and, if wanted, the share
 * of a core that each of them gets from half of the way on, when the JVM has compiled what it will. The arrivals are all on the topic
 * before ingest starts, so that nothing but ingest and the two servers works while it is measured. Time and processor time count from
 * the first answer.
 */
public final class ArrivalsBenchmark {
    private static final int MARKS = 10;
    private final List<IngestProcess> processes = new ArrayList<>();
    private final ArrivalFlood flood;

    private ArrivalsBenchmark(ArrivalFlood flood) {
        this.flood = flood;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]).toAbsolutePath();
        Path directory = Path.of(arguments[1]).toAbsolutePath();
        int arrivals = Integer.parseInt(arguments[2]);
        int instances = Integer.parseInt(arguments[3]);
        OptionalDouble share = arguments.length > 4
                ? OptionalDouble.of(Double.parseDouble(arguments[4]))
                : OptionalDouble.empty();
        try (LocalServers servers = LocalServers.start(directory.resolve("servers"));
                ArrivalFlood flood = new ArrivalFlood(servers)) {
            flood.publish(arrivals);
            ArrivalsBenchmark benchmark = new ArrivalsBenchmark(flood);
            try {
                for (int i = 0; i < instances; i++) {
                    benchmark.processes.add(IngestProcess.start(root, directory.resolve("ingest-" + i), servers));
                }
                benchmark.run(arrivals, share);
            } finally {
                benchmark.processes.forEach(IngestProcess::close);
            }
        }
    }

    private void run(int arrivals, OptionalDouble share) throws Exception {
        long first = reached(1);
        double begin = seconds();
        double cpuBefore = cpu();
        System.out.printf("arrivals %d, ingest processes %d%n", arrivals, processes.size());
        long before = first;
        double last = begin;
        for (int mark = 1; mark <= MARKS; mark++) {
            long answered = reached((long) arrivals * mark / MARKS);
            double now = seconds();
            double cpu = cpu() - cpuBefore;
            print("arrivals %8d: %6.1f a second lately, %6.1f in all, %6.1f for each second of ingest's processor time; "
                    + "live heap %d MiB, resident %d MiB%n", answered, (answered - before) / (now - last),
                    (answered - first) / (now - begin), (answered - first) / cpu, liveHeap() >> 20, resident());
            before = answered;
            last = now;
            if (mark == MARKS / 2 && share.isPresent()) {
                for (IngestProcess process : processes) {
                    process.bound(share.getAsDouble());
                }
                System.out.printf(Locale.ROOT, "arrivals from here on with %.2f of a core for each process%n",
                        share.getAsDouble());
            }
        }
        double asked = seconds();
        flood.train();
        print("arrivals in a manifest: requested after %.1f s; live heap %d MiB, resident at most %d MiB%n", seconds() - asked,
                liveHeap() >> 20, processes.stream().mapToLong(IngestProcess::peakMebibytes).max().orElse(0));
    }

    private long reached(long wanted) throws InterruptedException {
        long answered = flood.answered();
        while (answered < wanted) {
            Thread.sleep(100);
            answered = flood.answered();
        }
        return answered;
    }

    private double cpu() {
        return processes.stream().mapToDouble(IngestProcess::cpuSeconds).sum();
    }

    private long liveHeap() throws IOException {
        long heap = 0;
        for (IngestProcess process : processes) {
            heap = Math.max(heap, process.liveHeap());
        }
        return heap;
    }

    private long resident() {
        return processes.stream().mapToLong(IngestProcess::residentMebibytes).max().orElse(0);
    }

    private static double seconds() {
        return System.nanoTime() / 1e9;
    }

    private static void print(String line, Object... values) {
        System.out.printf(Locale.ROOT, line, values);
        System.out.flush();
    }
}
