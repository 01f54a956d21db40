package dev.thaw.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The control group of Linux that leaves a process no more than a share of one core: on a machine with few cores it shows what more
 * processes bring, as long as all of them and their servers leave the cores idle. Needs root.
 *
 * @param group its directory
 */
record CoreShare(Path group) {
    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROSECONDS = 20_000;

    /** @param cores above 0 @throws IOException if this system gives no control group */
    static CoreShare of(long pid, double cores) throws IOException {
        boolean old = Files.isDirectory(VERSION_1);
        Path group = Files.createDirectory((old ? VERSION_1 : VERSION_2).resolve("thaw-benchmark-" + pid));
        long quota = Math.round(cores * PERIOD_MICROSECONDS);
        if (old) {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROSECONDS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        } else {
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROSECONDS);
        }
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
        return new CoreShare(group);
    }

    /** Once the process has ended. */
    void remove() {
        // nothing depends on an empty group that stays
        group.toFile().delete();
    }
}
