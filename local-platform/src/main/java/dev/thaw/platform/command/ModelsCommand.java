package dev.thaw.platform.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Table;
import dev.thaw.platform.console.Timestamp;
import dev.thaw.platform.run.ModelEntry;
import dev.thaw.platform.run.ModelHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the models. */
@Command(name = "models", description = "List the models, what was decided about them, and which is champion.", mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--dataset", paramLabel = "NAME", description = "only those of this data set")
    private String dataset;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (PlatformConnection connection = platform.connect()) {
            List<ModelEntry> models = ModelHistory.read(connection).list().stream()
                    .filter(model -> dataset == null || model.dataset().equals(dataset)).toList();
            if (dataset != null && models.isEmpty()) {
                DeclaredDataset.named(dataset, connection);
            }
            if (json) {
                Json.print(models);
                return 0;
            }
            Table table = new Table("data set", "version", "run", "test accuracy", "decision", "by", "champion since", "");
            models.forEach(model -> table.row(model.dataset(), model.version(), model.run(),
                    model.accuracy() == null ? "" : String.format(Locale.ROOT, "%.2f %%", model.accuracy() * 100),
                    model.decision() == null ? "" : model.decision().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    model.decision() == null ? "" : model.by() == null ? "gates" : model.by(),
                    model.championSince() == null ? "" : Timestamp.of(model.championSince()),
                    model.reason()));
            (models.isEmpty() ? List.of("there are no models yet") : table.lines()).forEach(Console.standard()::line);
        }
        return 0;
    }
}
