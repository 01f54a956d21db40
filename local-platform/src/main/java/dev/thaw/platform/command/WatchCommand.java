package dev.thaw.platform.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.run.EventLines;
import dev.thaw.platform.run.PlatformWatch;
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

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--from-start", description = "also what has happened so far")
    private boolean fromStart;

    @Option(names = "--json", description = "print each event as a line of JSON")
    private boolean json;

    @Parameters(paramLabel = "RUN", arity = "0..1")
    private String run;

    @Override
    public Integer call() throws IOException {
        try (PlatformConnection connection = platform.connect()) {
            return run == null ? watchAll(connection) : watchRun(connection);
        }
    }

    private int watchAll(PlatformConnection connection) throws IOException {
        Console console = Console.standard();
        Instant since = fromStart ? Instant.EPOCH : RunList.presentBegun(connection);
        try (EventReader reader = connection.reader(since, Topic.values())) {
            if (json) {
                EventLines lines = new EventLines(System.out);
                reader.readToEnd(received -> {
                    if (fromStart) {
                        lines.print(received);
                    }
                });
                while (true) {
                    reader.poll(Duration.ofMillis(500)).forEach(lines::print);
                }
            }
            PlatformWatch watch = new PlatformWatch(console);
            if (fromStart) {
                watch.showPast(reader);
            } else {
                reader.readToEnd(watch::past);
            }
            console.line("watching; Ctrl-C ends it");
            watch.follow(reader);
        }
        return 0;
    }

    private int watchRun(PlatformConnection connection) throws IOException {
        Instant begun = RunList.begun(connection, run)
                .orElseThrow(() -> new CommandException("there is no run " + run + "; thaw runs lists them"));
        try (EventReader reader = connection.reader(begun, RunFollower.TOPICS)) {
            RunHistory history = json
                    ? new EventLines(System.out).printUntilTheEnd(run, reader)
                    : new RunFollower(run, Console.standard()).follow(reader);
            return history.decided() ? 0 : 1;
        }
    }
}
