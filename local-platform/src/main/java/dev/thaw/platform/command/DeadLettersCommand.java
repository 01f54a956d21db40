package dev.thaw.platform.command;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;

import dev.thaw.contract.kafka.DeadLetter;
import dev.thaw.contract.kafka.DeadLetterBox;
import dev.thaw.contract.text.ForeignText;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Timestamp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what the services could not read or handle. */
@Command(name = "dead-letters", description = "List the records that no service could read or handle; \"retry\" sends them again.", mixinStandardHelpOptions = true, subcommands = DeadLettersRetryCommand.class)
final class DeadLettersCommand implements Callable<Integer> {
    private static final int EXCERPT = 200;

    @Mixin
    private PlatformOptions platform;

    @Mixin
    private TopicOption topic;

    @Option(names = "--last", paramLabel = "N", defaultValue = "100", description = "the newest N (default: ${DEFAULT-VALUE})")
    private int last;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    /**
     * What is shown of a letter; {@code retried} is null until it was sent again, {@code retryOf} is the letter that it was before, or
     * null.
     */
    private record Shown(String id, String topic, Instant at, String defect, String reason, String type, long bytes, boolean cut,
            String excerpt, Instant retried, String retryOf) {
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (last < 1) {
            throw new CommandException("--last must be at least 1, not " + last);
        }
        PriorityQueue<Shown> newest = new PriorityQueue<>(Comparator.comparing(Shown::at));
        int[] older = new int[1];
        try (PlatformConnection connection = platform.connect(); DeadLetterBox box = connection.deadLetters()) {
            box.each(topic.topics(), entry -> {
                newest.add(shown(entry));
                if (newest.size() > last) {
                    newest.remove();
                    older[0]++;
                }
            });
        }
        List<Shown> letters = newest.stream().sorted(Comparator.comparing(Shown::at)).toList();
        if (older[0] > 0) {
            System.err.printf(Locale.ROOT, "%,d older ones are not shown; --last %d shows all%n", older[0],
                    older[0] + letters.size());
        }
        if (json) {
            Json.print(letters);
        } else {
            print(letters);
        }
        return 0;
    }

    private static void print(List<Shown> letters) {
        Console console = Console.standard();
        if (letters.isEmpty()) {
            console.line("there are no dead letters");
        }
        for (Shown letter : letters) {
            console.line(String.format(Locale.ROOT, "%s  %s  %s  %,d bytes%s%s", ForeignText.line(letter.id()),
                    Timestamp.of(letter.at()), ForeignText.line(letter.defect()), letter.bytes(),
                    letter.retryOf() == null ? "" : "  came back, was " + ForeignText.line(letter.retryOf()),
                    letter.retried() == null ? "" : "  sent again " + Timestamp.of(letter.retried())));
            // a line of somebody else's text could look like the next letter
            console.line("    " + ForeignText.line(letter.reason()));
            if (!letter.excerpt().isEmpty()) {
                console.line("    " + ForeignText.line(letter.excerpt()));
            }
        }
    }

    private static Shown shown(DeadLetterBox.Entry entry) {
        DeadLetter letter = entry.letter();
        return new Shown(letter.id(), entry.topic().topicName(), letter.at(), letter.defect(), letter.reason(),
                letter.type().orElse(null), letter.bytes(), letter.cut(), letter.excerpt(EXCERPT), entry.retried(),
                letter.retryOf().orElse(null));
    }
}
