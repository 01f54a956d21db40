package dev.thaw.platform.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.console.Console;

/**
 * A platform for the time of one command: the one that runs on the work directory already, or else its own, which ends with
 * the command.
 */
public final class OpenPlatform implements AutoCloseable {
    private final PlatformAddress address;
    private final Supervisor own;
    private final double seconds;

    private OpenPlatform(PlatformAddress address, Supervisor own, double seconds) {
        this.address = address;
        this.own = own;
        this.seconds = seconds;
    }

    /** Returns when the platform is ready. */
    public static OpenPlatform on(Path root, WorkDirectory work, Console console) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Optional<PlatformState> running = BackgroundPlatform.running(work);
        if (running.isPresent() && running.get().ready()) {
            console.line("using the platform that runs on " + work.path());
            return new OpenPlatform(running.get().address(), null, seconds(start));
        }
        console.status("starting a platform on " + work.path());
        Supervisor supervisor = Supervisor.start(root, work, new Teller(console));
        console.clearStatus();
        double seconds = seconds(start);
        console.line(String.format(Locale.ROOT, "platform ready after %.1f s: Kafka %s, S3 %s, data and logs in %s", seconds,
                supervisor.address().bootstrapServers(), supervisor.address().s3Endpoint(), work.path()));
        return new OpenPlatform(supervisor.address(), supervisor, seconds);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    public PlatformAddress address() {
        return address;
    }

    /** How long it took until it was ready. */
    public double seconds() {
        return seconds;
    }

    /** True if it ends with the command. */
    public boolean own() {
        return own != null;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    /** Shows what goes wrong on the way; that a process is ready is only a passing matter. */
    private record Teller(Console console) implements SupervisorListener {

        @Override
        public void ready(String process) {
            console.status(process + " is ready");
        }

        @Override
        public void died(String process, String how, Duration restartIn) {
            console.line(how + "; starting " + process + " again in " + restartIn.toSeconds() + " s");
        }

        @Override
        public void backAgain(String process) {
            console.line(process + " is back");
        }
    }
}
