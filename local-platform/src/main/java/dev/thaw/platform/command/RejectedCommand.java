package dev.thaw.platform.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Rejection;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.rejected.RejectedArrivals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the images of a data set that were rejected. */
@Command(name = "rejected", description = "List the images of a data set that were rejected; \"show\" tells all of one, \"retry\" has them judged anew.", mixinStandardHelpOptions = true, subcommands = {
        RejectedShowCommand.class, RejectedRetryCommand.class})
final class RejectedCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--dataset", paramLabel = "NAME", description = "the data set")
    private String dataset;

    @Option(names = "--reason", paramLabel = "REASON", converter = RejectionName.class, description = "only those rejected for this reason: ${COMPLETION-CANDIDATES}", completionCandidates = RejectionName.class)
    private Rejection reason;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (dataset == null) {
            throw new ParameterException(spec.commandLine(), "name the data set with --dataset");
        }
        try (PlatformConnection connection = platform.connect()) {
            List<ImageRejected> rejected = RejectedArrivals.of(connection, dataset).stream()
                    .filter(arrival -> reason == null || arrival.reason() == reason).toList();
            if (rejected.isEmpty()) {
                DeclaredDataset.named(dataset, connection);
            }
            if (json) {
                Json.print(rejected);
                return 0;
            }
            Console console = Console.standard();
            if (rejected.isEmpty()) {
                console.line("nothing of the data set " + dataset + " is rejected");
            }
            for (ImageRejected arrival : rejected) {
                console.line(arrival.arrival() + "  " + RejectionName.of(arrival.reason())
                        + (arrival.attempt() > 0 ? ", attempt " + (arrival.attempt() + 1) : ""));
                console.line("    " + arrival.detail());
            }
        }
        return 0;
    }
}
