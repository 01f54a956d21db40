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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends dead letters to their topics again, once what kept them from being handled is gone. */
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
        try (PlatformConnection connection = platform.connect()) {
            DeadLetterBox box = connection.deadLetters();
            List<DeadLetterBox.Entry> letters = chosen(box.read(topic.topics()));
            for (DeadLetterBox.Entry letter : letters) {
                box.retry(letter);
                Console.standard().line("sent " + letter.letter().id() + " to " + letter.topic().topicName() + " again");
            }
            if (letters.isEmpty()) {
                Console.standard().line("there is nothing to send again");
            }
        }
        return 0;
    }

    private List<DeadLetterBox.Entry> chosen(List<DeadLetterBox.Entry> letters) {
        if (ids.isEmpty()) {
            return letters.stream().filter(letter -> letter.retried() == null).toList();
        }
        Set<String> missing = new LinkedHashSet<>(ids);
        letters.forEach(letter -> missing.remove(letter.letter().id()));
        if (!missing.isEmpty()) {
            throw new CommandException(
                    "there is no dead letter " + String.join(", ", missing) + "; thaw dead-letters shows those that there are");
        }
        return letters.stream().filter(letter -> ids.contains(letter.letter().id())).toList();
    }
}
