package dev.thaw.reliability;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts again whoever has ended, as a cluster does, until it is closed. */
final class Keeper implements AutoCloseable {
    private static final int PERIOD_MILLIS = 500;
    private final List<FleetMember> members;
    private final AtomicInteger started = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    Keeper(List<FleetMember> members) {
        this.members = members;
        thread.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (FleetMember member : members) {
            if (!member.alive()) {
                try {
                    member.start();
                    started.incrementAndGet();
                } catch (IOException e) {
                    // it is tried again at the next look
                    continue;
                }
            }
        }
    }

    /** How often one was started. */
    int started() {
        return started.get();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
