package dev.thaw.platform.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.run.PersonSignal;
import dev.thaw.platform.run.RunList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops a run. */
@Command(name = "stop", description = "Stop a run: its best checkpoint so far becomes the candidate.", mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--cancel", description = "end it without a candidate")
    private boolean cancel;

    @Option(names = "--stage", description = "end only the stage that it is in; the next one goes on from that stage's best")
    private boolean stage;

    @Parameters(paramLabel = "RUN")
    private String run;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (cancel && stage) {
            throw new CommandException("--cancel ends the whole run and --stage only its stage: choose one of them");
        }
        try (PlatformConnection connection = platform.connect()) {
            RunState state = RunList.find(connection, run)
                    .orElseThrow(() -> new CommandException("there is no run " + run + "; thaw runs lists them"));
            if (state.state().ended()) {
                throw new CommandException("run " + run + " has ended already, " + state.state());
            }
            TrainingSignal.Action action = cancel
                    ? TrainingSignal.Action.CANCEL
                    : stage ? TrainingSignal.Action.STOP_STAGE : TrainingSignal.Action.STOP_RUN;
            connection.writer().write(PersonSignal.of(state.dataset(), run, action, "a person asked for it, with thaw stop"));
            Console.standard()
                    .line("run " + run + " was told to " + switch (action) {
                        case CANCEL -> "end without a candidate";
                        case STOP_STAGE -> "end its present stage with its best";
                        case STOP_RUN -> "stop and hand in its best";
                    });
        }
        return 0;
    }
}
