package dev.thaw.platform.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.run.RunList;
import dev.thaw.platform.run.RunRow;
import dev.thaw.platform.run.RunTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the runs. */
@Command(name = "runs", description = "List the runs: where they are, how well they did, why they started.", mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--dataset", paramLabel = "NAME", description = "only those on this data set")
    private String dataset;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (PlatformConnection connection = platform.connect()) {
            List<RunRow> runs = RunList.read(connection).stream()
                    .filter(run -> dataset == null || run.dataset().equals(dataset)).toList();
            if (dataset != null && runs.isEmpty()) {
                DeclaredDataset.named(dataset, connection);
            }
            if (json) {
                Json.print(runs);
                return 0;
            }
            Console console = Console.standard();
            (runs.isEmpty() ? List.of("there are no runs yet") : RunTable.lines(runs)).forEach(console::line);
        }
        return 0;
    }
}
