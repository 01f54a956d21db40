package dev.thaw.platform.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.thaw.contract.event.DecisionAsked.Action;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a model champion. */
@Command(name = "promote", description = "Make a model champion, whatever the gates said.", mixinStandardHelpOptions = true)
final class PromoteCommand implements Callable<Integer> {

    @Mixin
    private DecisionOptions decision;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for those who read the decision")
    private String reason;

    @Parameters(paramLabel = "VERSION", description = "of the model, as thaw models lists them")
    private int version;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return decision.ask(Action.PROMOTE, version, reason);
    }
}
