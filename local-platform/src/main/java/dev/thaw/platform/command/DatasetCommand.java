package dev.thaw.platform.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What data sets there are, and how each is declared. */
@Command(name = "dataset", description = "Declare data sets, list and show them, approve labels.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", subcommands = {
        DatasetApplyCommand.class, DatasetListCommand.class, DatasetShowCommand.class, DatasetApproveCommand.class})
final class DatasetCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: apply, list, show or approve");
    }
}
