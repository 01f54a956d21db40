package dev.thaw.platform.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.dataset.Declarations;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.run.RunName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for a run. */
@Command(name = "train", description = "Ask for a run on a data set as it is now.", mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "the data set to train on")
    private String dataset;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (PlatformConnection connection = platform.connect()) {
            if (Declarations.find(connection.bucket(), dataset).isEmpty()) {
                throw new CommandException(
                        "there is no data set " + dataset + "; send images to it first with: thaw push --dataset "
                                + dataset + " --base FILE DIR");
            }
            String run = RunName.fresh(dataset);
            connection.writer().write(new TrainingAsked(dataset, run, "asked for by a person, with thaw train"));
            Console.standard().line("run " + run + " was asked for; see it with: thaw watch " + run);
        }
        return 0;
    }
}
