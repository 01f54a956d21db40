package dev.thaw.servers;

import java.io.IOException;
import java.time.Duration;

/** A server that can be started, and started again after it died, on the same data and the same port. */
public record LocalServer(ChildSpec spec, Readiness readiness, Duration limit) {

    /** Starts it and waits until it is ready. */
    public ChildJvm start() throws IOException, InterruptedException {
        ChildJvm child = ChildJvm.start(spec);
        try {
            child.awaitReady(readiness, limit);
        } catch (IOException | InterruptedException | RuntimeException e) {
            child.kill();
            throw e;
        }
        return child;
    }
}
