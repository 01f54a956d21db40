package dev.thaw.platform.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.thaw.contract.kafka.DeadLetter;
import dev.thaw.contract.kafka.DeadLetterBox;
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

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    /** What is shown of a letter; {@code retried} is null until it was sent again. */
    private record Shown(String id, String topic, Instant at, String defect, String reason, String type, long bytes, boolean cut,
            String excerpt, Instant retried) {
    }

    @Override
    public Integer call() throws IOException {
        try (PlatformConnection connection = platform.connect()) {
            List<Shown> letters = connection.deadLetters().read(topic.topics()).stream().map(DeadLettersCommand::shown).toList();
            if (json) {
                Json.print(letters);
                return 0;
            }
            Console console = Console.standard();
            if (letters.isEmpty()) {
                console.line("there are no dead letters");
            }
            for (Shown letter : letters) {
                console.line(String.format(Locale.ROOT, "%s  %s  %s  %,d bytes%s", letter.id(), Timestamp.of(letter.at()),
                        letter.defect(),
                        letter.bytes(), letter.retried() == null ? "" : "  sent again " + Timestamp.of(letter.retried())));
                console.line("    " + letter.reason());
                if (!letter.excerpt().isEmpty()) {
                    console.line("    " + letter.excerpt());
                }
            }
        }
        return 0;
    }

    private static Shown shown(DeadLetterBox.Entry entry) {
        DeadLetter letter = entry.letter();
        return new Shown(letter.id(), entry.topic().topicName(), letter.at(), letter.defect(), letter.reason(),
                letter.type().orElse(null), letter.bytes(), letter.cut(), letter.excerpt(EXCERPT), entry.retried());
    }
}
