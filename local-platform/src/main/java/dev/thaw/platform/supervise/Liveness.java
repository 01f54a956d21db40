package dev.thaw.platform.supervise;

import java.time.Duration;

import dev.thaw.servers.Readiness;

/**
 * When a process that runs is no longer of use, as in a cluster: its probe was down each time it was asked, for so long.
 *
 * @param probe whether the process is well
 * @param name of the probe, for people
 * @param every how often it is asked
 * @param patience how long it may be down
 */
record Liveness(Readiness probe, String name, Duration every, Duration patience) {

    /** The probe of a service, asked as in {@code k8s/base}. @param url of its HTTP server */
    static Liveness ofService(String url) {
        String live = url + "/q/health/live";
        return new Liveness(Readiness.ok(live), live, Duration.ofSeconds(15), Duration.ofSeconds(60));
    }
}
