package dev.thaw.platform.command;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Rejection;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.rejected.Redrive;
import dev.thaw.platform.rejected.RejectedArrivals;
import dev.thaw.platform.run.EventText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has rejected images judged anew, once what was wrong is put right. */
@Command(name = "retry", description = "Have rejected images judged anew: those named, those of one reason, or all of the data set.", mixinStandardHelpOptions = true)
final class RejectedRetryCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "the data set")
    private String dataset;

    @Option(names = "--reason", paramLabel = "REASON", converter = RejectionName.class, description = "only those rejected for this reason: ${COMPLETION-CANDIDATES}", completionCandidates = RejectionName.class)
    private Rejection reason;

    @Option(names = "--json", description = "print the answers as JSON")
    private boolean json;

    @Parameters(paramLabel = "ARRIVAL", arity = "0..*", description = "as thaw rejected shows them")
    private List<String> arrivals = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.standard();
        try (PlatformConnection connection = platform.connect()) {
            List<ImageRejected> chosen = chosen(RejectedArrivals.of(connection, dataset));
            List<Event> answers = new Redrive(connection, console).judgeAnew(chosen);
            if (json) {
                Json.print(answers);
                return 0;
            }
            answers.forEach(answer -> console.line(EventText.of(answer)));
            long taken = answers.stream().filter(ImageIngested.class::isInstance).count();
            console.line(chosen.isEmpty()
                    ? "there is nothing to judge anew"
                    : taken + " of " + chosen.size() + " images are in data set " + dataset + " now");
        }
        return 0;
    }

    private List<ImageRejected> chosen(List<ImageRejected> rejected) {
        Set<String> missing = new LinkedHashSet<>(arrivals);
        rejected.forEach(arrival -> missing.remove(arrival.arrival()));
        if (!missing.isEmpty()) {
            throw new CommandException(
                    "not rejected: " + String.join(", ", missing) + "; see: thaw rejected --dataset " + dataset);
        }
        return rejected.stream().filter(arrival -> reason == null || arrival.reason() == reason)
                .filter(arrival -> arrivals.isEmpty() || arrivals.contains(arrival.arrival())).toList();
    }
}
