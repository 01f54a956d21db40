package dev.thaw.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.reliability.verify.Findings;
import dev.thaw.reliability.verify.Verifier;

/**
 * What came of a workload on a platform of its own.
 *
 * @param kills by process
 */
record Round(Map<String, Integer> kills, Findings findings, double seconds) {
    private static final List<String> PAIRED = List.of("ingest", "trainer");

    /** Nobody is killed. */
    static Round undisturbed(Path root, Path directory, Workload workload) throws IOException, InterruptedException {
        return disturbed(root, directory, workload, 0, Duration.ZERO, Duration.ofMillis(1), 0, false);
    }

    /**
     * Every process is killed now and then while the work is done.
     *
     * @param shortest pause between two kills
     * @param most how many at most
     * @param pairs whether there are two of each service that consumes in a group, which are paused too
     */
    static Round disturbed(Path root, Path directory, Workload workload, long seed, Duration shortest, Duration longest, int most,
            boolean pairs) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (Fleet fleet = Fleet.whole(root, directory)) {
            if (pairs) {
                fleet.startSeconds(PAIRED);
            }
            Set<FleetMember> pausable = fleet.members().stream()
                    .filter(member -> pairs && PAIRED.stream().anyMatch(member.name()::startsWith)).collect(Collectors.toSet());
            Killings killings = new Killings(fleet.members(), seed, shortest, longest, most, pausable);
            killings.start();
            try {
                workload.on(fleet.address());
            } finally {
                killings.end();
            }
            for (FleetMember member : fleet.members()) {
                member.awaitReady();
            }
            return new Round(killings.counts(), verify(fleet.address()), (System.nanoTime() - begin) / 1e9);
        }
    }

    static Findings verify(PlatformAddress address) throws IOException {
        return Verifier.verify(address.bootstrapServers(), address.s3Endpoint(), address.accessKey(), address.secretKey(),
                address.bucket());
    }

    int killed() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }
}
