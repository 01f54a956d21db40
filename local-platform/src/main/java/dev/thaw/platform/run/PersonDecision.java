package dev.thaw.platform.run;

import java.io.IOException;
import java.time.Duration;

import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.contract.event.DecisionDeclined;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;

/** Asks for a decision about a model and waits for the evaluator's answer. */
public final class PersonDecision {
    private final PlatformConnection platform;
    private final Duration patience;

    /** @param patience how long to wait for the answer */
    public PersonDecision(PlatformConnection platform, Duration patience) {
        this.platform = platform;
        this.patience = patience;
    }

    /** @throws CommandException if the evaluator declines, with its reason, or does not answer */
    public ModelDecided ask(DecisionAsked asked) throws IOException, InterruptedException {
        try (EventReader reader = platform.reader(Topic.MODELS_DECISIONS)) {
            reader.readToEnd(before -> {
                // what was before cannot be the answer
            });
            platform.writer().write(asked);
            long end = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < end) {
                for (Received received : reader.poll(Duration.ofMillis(200))) {
                    Event event = received.event();
                    if (event instanceof ModelDecided decided && asked.id().equals(decided.request())) {
                        return decided;
                    } else if (event instanceof DecisionDeclined declined && asked.id().equals(declined.request())) {
                        throw new CommandException(declined.reason());
                    }
                }
            }
        }
        throw new CommandException("the evaluator has not answered within " + patience.toSeconds() + " s; request " + asked.id()
                + " stands and is answered as soon as the evaluator runs: see thaw models");
    }
}
