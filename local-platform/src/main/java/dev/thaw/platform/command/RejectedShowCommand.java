package dev.thaw.platform.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Timestamp;
import dev.thaw.platform.rejected.ArrivalHistory;
import dev.thaw.platform.run.EventText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the topics tell of one arrival. */
@Command(name = "show", description = "Show everything that was told of one arrival.", mixinStandardHelpOptions = true)
final class RejectedShowCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Parameters(paramLabel = "ARRIVAL", description = "as thaw rejected shows it")
    private String arrival;

    @Override
    public Integer call() throws IOException {
        try (PlatformConnection connection = platform.connect()) {
            List<ArrivalHistory.Told> history = ArrivalHistory.of(connection, arrival);
            if (history.isEmpty()) {
                throw new CommandException("no arrival is called " + arrival + "; see: thaw rejected --dataset NAME");
            }
            if (json) {
                Json.print(history);
                return 0;
            }
            history.forEach(told -> Console.standard()
                    .line(Timestamp.of(told.at()) + "  " + told.topic() + "/" + told.offset() + "  "
                            + EventText.of(told.event())));
        }
        return 0;
    }
}
