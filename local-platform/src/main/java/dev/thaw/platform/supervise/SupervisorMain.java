package dev.thaw.platform.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.console.Timestamp;
import dev.thaw.servers.child.Guarded;

/** The process of a platform in the background: arguments are the root of the project and the work directory. */
final class SupervisorMain {

    private SupervisorMain() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Guarded.ignoreSignal("INT");
        Guarded.ignoreSignal("HUP");
        try {
            Supervisor.start(Path.of(arguments[0]), new WorkDirectory(Path.of(arguments[1])), new Log());
        } catch (IOException | CommandException e) {
            System.out.println(e.getMessage().replace('\n', ' '));
            System.exit(1);
        }
        // until a signal ends the process, whose shutdown hook stops the platform
        Thread.sleep(Long.MAX_VALUE);
    }

    /** Says what happens, with the time. */
    private static final class Log implements SupervisorListener {

        @Override
        public void ready(String process) {
            say(process + " is ready");
        }

        @Override
        public void died(String process, String how, Duration restartIn) {
            say(how.replace('\n', ' ') + "; starting " + process + " again in " + restartIn.toSeconds() + " s");
        }

        @Override
        public void backAgain(String process) {
            say(process + " is back");
        }

        private static void say(String what) {
            System.out.println(Timestamp.of(Instant.now()) + " " + what);
        }
    }
}
