package dev.thaw.platform.supervise;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.thaw.servers.ChildJvm;
import dev.thaw.servers.LocalServer;

/**
 * One process that is kept running: started, watched, and started again after it died, later and later while it keeps dying. One that
 * runs but is not alive is ended first.
 */
final class Supervised {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Who has been up for so long is started again without delay. */
    private static final Duration STEADY = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final LocalServer server;
    private final String url;
    private final Liveness liveness;
    private final SupervisorListener listener;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final Thread thread;
    private volatile ChildJvm child;
    private volatile boolean ready;
    private volatile boolean stopping;
    private volatile int restarts;

    /** @param url of its HTTP server, or null @param liveness null: it is well as long as it runs */
    Supervised(LocalServer server, String url, Liveness liveness, SupervisorListener listener) {
        this.server = server;
        this.url = url;
        this.liveness = liveness;
        this.listener = listener;
        this.thread = new Thread(this::run, "supervise-" + server.spec().name());
        thread.setDaemon(true);
    }

    String name() {
        return server.spec().name();
    }

    void start() {
        thread.start();
    }

    /** Ends when it is ready for the first time, or with the reason why its first start failed. */
    CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    PlatformState.Member state() {
        ChildJvm present = child;
        return new PlatformState.Member(name(), url, present != null && present.alive() ? present.pid() : 0, ready, restarts,
                server.spec().log().toString());
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!stopping) {
            long started = System.nanoTime();
            String end = live();
            ready = false;
            if (stopping || !firstReady.isDone()) {
                firstReady.completeExceptionally(new IOException(end));
                return;
            }
            boolean steady = Duration.ofNanos(System.nanoTime() - started).compareTo(STEADY) > 0;
            pause = steady ? FIRST_PAUSE : pause;
            listener.died(name(), end, pause);
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            restarts++;
        }
    }

    /** One life of the process. @return how it ended */
    private String live() {
        try {
            synchronized (this) {
                if (stopping) {
                    return name() + " is not wanted any more";
                }
                child = ChildJvm.start(server.spec());
            }
            child.awaitReady(server.readiness(), server.limit());
            ready = true;
            if (firstReady.isDone()) {
                listener.backAgain(name());
            } else {
                // told before whoever waits goes on
                listener.ready(name());
                firstReady.complete(null);
            }
            return liveness == null ? ended() : watch();
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return name() + " is not watched any more";
        }
    }

    private String ended() throws InterruptedException {
        return name() + " ended with status " + child.waitFor();
    }

    private String watch() throws IOException, InterruptedException {
        long well = System.nanoTime();
        while (!child.ended(liveness.every())) {
            if (liveness.probe().ready(child)) {
                well = System.nanoTime();
            } else if (System.nanoTime() - well >= liveness.patience().toNanos()) {
                if (!stopping) {
                    child.stop(GRACE);
                }
                return name() + " was ended because it was not alive for " + liveness.patience().toSeconds() + " s, as its probe "
                        + liveness.name() + " tells";
            }
        }
        return ended();
    }

    private void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            // stopping
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process, and keeps it ended. */
    void stop() {
        ChildJvm present;
        synchronized (this) {
            stopping = true;
            present = child;
        }
        if (present != null) {
            present.stop(GRACE);
        }
        thread.interrupt();
        firstReady.completeExceptionally(new IOException(name() + " was stopped"));
    }
}
