package dev.thaw.platform.command;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.event.Split;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Table;
import dev.thaw.platform.dataset.DatasetOverview;
import dev.thaw.platform.dataset.DefinitionText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one data set. */
@Command(name = "show", description = "Show a data set: how it is declared, its images by label and split, labels that wait, its champion.", mixinStandardHelpOptions = true)
final class DatasetShowCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Parameters(paramLabel = "NAME", description = "the data set")
    private String dataset;

    @Override
    public Integer call() throws IOException {
        try (PlatformConnection connection = platform.connect()) {
            DatasetOverview overview = DatasetOverview.of(connection, dataset)
                    .orElseThrow(() -> new CommandException("there is no data set " + dataset + "; see: thaw dataset list"));
            if (json) {
                Json.print(overview);
            } else {
                show(overview, Console.standard());
            }
        }
        return 0;
    }

    private static void show(DatasetOverview overview, Console console) {
        DatasetDefinition definition = overview.definition();
        console.line("data set " + overview.dataset() + ", version " + definition.version() + " of " + overview.versions()
                + ", champion " + overview.championText());
        DefinitionText.lines(definition).forEach(console::line);
        Table table = new Table("label", "train", "validation", "test", "in all");
        overview.images().byLabel()
                .forEach((label, splits) -> table.row(label, of(splits, Split.TRAIN), of(splits, Split.VALIDATION),
                        of(splits, Split.TEST), splits.values().stream().mapToLong(Long::longValue).sum()));
        table.lines().forEach(console::line);
        overview.images().held()
                .forEach((label, images) -> console.line("  held: " + images + " images wait for the label " + label
                        + "; approve it with: thaw dataset approve " + overview.dataset() + " \"" + label + "\""));
        overview.images().rejections().forEach((reason, images) -> console.line("  rejected, "
                + reason.name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + images));
    }

    private static long of(Map<Split, Long> splits, Split split) {
        return splits.getOrDefault(split, 0L);
    }
}
