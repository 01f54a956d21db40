package dev.thaw.platform.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Table;
import dev.thaw.platform.dataset.DatasetOverview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the data sets. */
@Command(name = "list", description = "List the data sets.", mixinStandardHelpOptions = true)
final class DatasetListCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (PlatformConnection connection = platform.connect()) {
            List<DatasetOverview> datasets = DatasetOverview.all(connection);
            if (json) {
                Json.print(datasets);
                return 0;
            }
            Table table = new Table("data set", "version", "labels", "images", "rejected", "held", "champion");
            datasets.forEach(dataset -> table.row(dataset.dataset(), dataset.definition().version(),
                    dataset.definition().labels() == null ? "open" : dataset.definition().labels().size(),
                    dataset.images().images().ingested(), dataset.images().images().rejected(), dataset.images().images().held(),
                    dataset.championText()));
            (datasets.isEmpty() ? List.of("there are no data sets yet") : table.lines()).forEach(Console.standard()::line);
        }
        return 0;
    }
}
