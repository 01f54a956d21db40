package dev.thaw.platform.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.thaw.contract.event.DecisionAsked.Action;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes an older model champion again. */
@Command(name = "rollback", description = "Make a model that was champion before champion again.", mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {

    @Mixin
    private DecisionOptions decision;

    @Option(names = "--to", paramLabel = "VERSION", description = "the model (default: the champion before the one in force)")
    private Integer version;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "a person asked for it, with thaw rollback", description = "why, for those who read the decision")
    private String reason;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return decision.ask(Action.ROLL_BACK, version, reason);
    }
}
