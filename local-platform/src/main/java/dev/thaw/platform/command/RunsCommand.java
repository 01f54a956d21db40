package dev.thaw.platform.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import dev.thaw.contract.event.RunState;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Table;
import dev.thaw.platform.run.RunList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the runs. */
@Command(name = "runs", description = "List the runs and their states.", mixinStandardHelpOptions = true)
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
            List<RunState> runs = RunList.read(connection).stream()
                    .filter(run -> dataset == null || run.dataset().equals(dataset)).toList();
            if (json) {
                Json.print(runs);
                return 0;
            }
            Table table = new Table("run", "data set", "state", "stage", "attempt", "since", "");
            runs.forEach(
                    run -> table.row(run.run(), run.dataset(), run.state(), run.stage(), run.attempt(), run.at(), run.detail()));
            (runs.isEmpty() ? List.of("there are no runs yet") : table.lines()).forEach(Console.standard()::line);
        }
        return 0;
    }
}
