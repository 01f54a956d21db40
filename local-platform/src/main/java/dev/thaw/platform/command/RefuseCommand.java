package dev.thaw.platform.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.thaw.contract.event.DecisionAsked.Action;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Withdraws a model. */
@Command(name = "refuse", description = "Withdraw a model; if it is champion, the one before it is champion again.", mixinStandardHelpOptions = true)
final class RefuseCommand implements Callable<Integer> {

    @Mixin
    private DecisionOptions decision;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for those who read the decision")
    private String reason;

    @Parameters(paramLabel = "VERSION", description = "of the model, as thaw models lists them")
    private int version;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return decision.ask(Action.REFUSE, version, reason);
    }
}
