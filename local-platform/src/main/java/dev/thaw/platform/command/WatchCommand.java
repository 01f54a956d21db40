package dev.thaw.platform.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.run.EventText;
import dev.thaw.platform.run.RunFollower;
import dev.thaw.platform.run.RunHistory;
import dev.thaw.platform.run.RunList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the topics tell, as it comes. */
@Command(name = "watch", description = "Show what happens as it happens; with a run, from its beginning to its end.", mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--from-start", description = "also what has happened so far")
    private boolean fromStart;

    @Parameters(paramLabel = "RUN", arity = "0..1")
    private String run;

    @Override
    public Integer call() throws IOException {
        Console console = Console.standard();
        try (PlatformConnection connection = platform.connect()) {
            if (run != null) {
                return watchRun(connection, console);
            }
            try (EventReader reader = connection.reader(Topic.values())) {
                if (fromStart) {
                    reader.readToEnd(received -> console.line(line(received)));
                } else {
                    reader.readToEnd(received -> {
                        // what was before is not of interest
                    });
                }
                console.line("watching; Ctrl-C ends it");
                while (true) {
                    reader.poll(Duration.ofMillis(500)).forEach(received -> console.line(line(received)));
                }
            }
        }
    }

    private int watchRun(PlatformConnection connection, Console console) {
        if (RunList.find(connection, run).isEmpty() && !asked(connection)) {
            throw new CommandException("there is no run " + run + "; thaw runs lists them");
        }
        RunHistory history = RunFollower.follow(connection, run, console);
        return history.decided() ? 0 : 1;
    }

    /** A run that was asked for a moment ago has no state yet. */
    private boolean asked(PlatformConnection connection) {
        RunHistory history = new RunHistory(run);
        boolean[] asked = {false};
        try (EventReader reader = connection.reader(Topic.TRAINING_REQUESTS)) {
            reader.readToEnd(received -> asked[0] |= history.add(received.event()));
        }
        return asked[0];
    }

    private static String line(Received received) {
        return TIME.format(Instant.ofEpochMilli(received.timestamp())) + " " + received.topic().topicName() + " "
                + received.event().key() + ": " + EventText.of(received.event());
    }
}
