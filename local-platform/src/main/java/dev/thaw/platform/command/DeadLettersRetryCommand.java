package dev.thaw.platform.command;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.thaw.contract.kafka.DeadLetterBox;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Timestamp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends dead letters to their topics again, once what kept them from being handled is gone: each of them once. */
@Command(name = "retry", description = "Send dead letters to their topics again: those named, or with --topic all that were not sent again yet.", mixinStandardHelpOptions = true)
final class DeadLettersRetryCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Mixin
    private TopicOption topic;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "as thaw dead-letters shows them")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (ids.isEmpty() && !topic.given()) {
            throw new CommandException("name the ids of dead letters, or a topic with --topic; thaw dead-letters shows both");
        }
        Console console = Console.standard();
        try (PlatformConnection connection = platform.connect(); DeadLetterBox box = connection.deadLetters()) {
            if (!ids.isEmpty()) {
                check(box);
            }
            int[] sent = new int[1];
            int[] failed = new int[1];
            box.each(topic.topics(), entry -> {
                if (ids.isEmpty() ? entry.retried() == null : ids.contains(entry.letter().id())) {
                    try {
                        box.retry(entry);
                        sent[0]++;
                        console.line("sent " + entry.letter().id() + " to " + entry.topic().topicName() + " again");
                    } catch (IOException e) {
                        // the others may fare better
                        failed[0]++;
                        console.line(e.getMessage());
                    }
                }
            });
            if (failed[0] > 0) {
                throw new CommandException(failed[0] + " of " + (sent[0] + failed[0])
                        + " could not be sent again; the reasons stand above");
            }
            if (sent[0] == 0) {
                console.line("there is nothing to send again");
            }
        }
        return 0;
    }

    /** Before the first is sent. */
    private void check(DeadLetterBox box) throws IOException, InterruptedException {
        Set<String> missing = new LinkedHashSet<>(ids);
        box.each(topic.topics(), entry -> {
            String id = entry.letter().id();
            if (missing.remove(id) && entry.retried() != null) {
                throw new CommandException(id + " was sent again already, " + Timestamp.of(entry.retried())
                        + "; if it came back, it is there under another id");
            }
        });
        if (!missing.isEmpty()) {
            throw new CommandException(
                    "there is no dead letter " + String.join(", ", missing) + "; thaw dead-letters shows those that there are");
        }
    }
}
