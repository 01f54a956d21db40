package dev.thaw.platform.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.dataset.Declarations;
import dev.thaw.dataset.Labels;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Adds a label to a data set: a new version of its definition. */
@Command(name = "approve", description = "Add a label to a data set's list; images that wait for it are then taken in by themselves.", mixinStandardHelpOptions = true)
final class DatasetApproveCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Parameters(index = "0", paramLabel = "NAME", description = "the data set")
    private String dataset;

    @Parameters(index = "1", paramLabel = "LABEL", description = "the label, as its images have it")
    private String label;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Labels.wellFormed(label)) {
            throw new CommandException(
                    "a label is at most 200 characters without control characters or blanks around it, not \"" + label + "\"");
        }
        try (PlatformConnection connection = platform.connect()) {
            DatasetDefinition present = DeclaredDataset.named(dataset, connection);
            if (present.labels() == null) {
                throw new CommandException("the labels of the data set " + dataset + " are open: every label is taken already");
            }
            if (present.labels().contains(label)) {
                throw new CommandException("\"" + label + "\" is a label of the data set " + dataset + " already");
            }
            List<String> labels = new ArrayList<>(present.labels());
            labels.add(label);
            Declarations.Outcome outcome = new Declarations(connection.bucket(), connection.writer()::write)
                    .declare(Declarations.withLabels(present, labels));
            Console.standard()
                    .line("data set " + dataset + ", version " + outcome.definition().version() + ", has the label " + label);
        }
        return 0;
    }
}
