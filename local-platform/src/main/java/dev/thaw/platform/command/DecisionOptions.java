package dev.thaw.platform.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.contract.event.DecisionAsked.Action;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.run.EventText;
import dev.thaw.platform.run.PersonDecision;
import dev.thaw.platform.run.RunName;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whom a decision by hand is asked of, and by whom. */
public final class DecisionOptions {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "the data set of the model")
    private String dataset;

    @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}", description = "who asks (default: the user's name)")
    private String by;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "300", description = "how long to wait for the evaluator's answer (default: 300)")
    private int wait;

    @Option(names = "--json", description = "print the decision as JSON")
    private boolean json;

    /** Asks, waits and prints the answer. @param version null: the one that was champion before */
    int ask(Action action, Integer version, String reason) throws IOException, InterruptedException {
        try (PlatformConnection connection = platform.connect()) {
            String request = RunName.fresh(action.name().toLowerCase(Locale.ROOT).replace("_", "-"));
            ModelDecided decided = new PersonDecision(connection, Duration.ofSeconds(wait))
                    .ask(new DecisionAsked(dataset, request, action, version, reason, by));
            if (json) {
                Json.print(decided);
            } else {
                Console.standard().line(EventText.of(decided));
                Console.standard().line("champion of " + dataset + ": "
                        + (decided.championVersion() == null ? "none" : "version " + decided.championVersion()));
            }
        }
        return 0;
    }
}
