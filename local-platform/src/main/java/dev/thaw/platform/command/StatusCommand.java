package dev.thaw.platform.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Table;
import dev.thaw.platform.console.Timestamp;
import dev.thaw.platform.dataset.DatasetStatus;
import dev.thaw.platform.supervise.PlatformState;
import dev.thaw.platform.supervise.ResidentMemory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the platform's processes, or the images of a data set. */
@Command(name = "status", description = "Show the platform, or with --dataset the images of a data set.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--dataset", paramLabel = "NAME", description = "count the images of this data set")
    private String dataset;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (dataset != null) {
            try (PlatformConnection connection = platform.connect()) {
                DatasetStatus status = DatasetStatus.read(connection, dataset);
                if (status.images().arrived() == 0) {
                    DeclaredDataset.named(dataset, connection);
                }
                show(status);
            }
            return 0;
        }
        Optional<PlatformState> state = platform.running();
        if (json) {
            Json.print(json(state));
        } else if (state.isPresent()) {
            print(state.get(), Console.standard());
        } else {
            Console.standard().line("no platform is running on " + platform.work().path());
        }
        return 0;
    }

    private Map<String, Object> json(Optional<PlatformState> state) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("running", state.isPresent());
        status.put("work", platform.work().path().toString());
        state.ifPresent(running -> {
            status.put("ready", running.ready());
            status.put("pid", running.pid());
            status.put("startedAt", running.startedAt());
            status.put("kafka", running.address().bootstrapServers());
            status.put("s3", running.address().s3Endpoint());
            status.put("bucket", running.address().bucket());
            status.put("residentMegabytes", resident(running));
            status.put("processes", running.members());
        });
        return status;
    }

    private void show(DatasetStatus status) throws IOException {
        if (json) {
            Json.print(status);
            return;
        }
        Console console = Console.standard();
        console.line("data set " + status.dataset() + ": " + status.images().arrived() + " arrived, " + status.images().ingested()
                + " ingested, " + status.images().rejected() + " rejected, " + status.images().duplicates() + " duplicates"
                + (status.images().held() > 0 ? ", " + status.images().held() + " held" : ""));
        status.splits().forEach((split, images) -> console.line("  " + split.name().toLowerCase(Locale.ROOT) + ": " + images));
        status.labels().forEach((label, images) -> console.line("  label " + label + ": " + images));
        status.rejections().forEach((reason, images) -> console.line("  rejected, "
                + reason.name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + images));
        status.withheld().forEach((reason, images) -> console.line("  withheld by the latest manifest, "
                + reason.name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + images));
    }

    static void print(PlatformState state, Console console) {
        console.line("platform " + (state.ready() ? "ready" : "starting") + " since " + Timestamp.of(state.startedAt()) + ", "
                + resident(state) + " MiB resident in all");
        console.line("  Kafka " + state.address().bootstrapServers());
        console.line("  S3    " + state.address().s3Endpoint() + ", access key " + state.address().accessKey()
                + ", secret key " + state.address().secretKey() + ", bucket " + state.address().bucket());
        Table table = new Table("process", "state", "pid", "MiB", "restarts", "log");
        state.members()
                .forEach(member -> table.row(member.name(), member.pid() == 0 ? "down" : member.ready() ? "ready" : "starting",
                        member.pid(), ResidentMemory.of(member.pid()), member.restarts(), member.log()));
        table.lines().forEach(console::line);
    }

    private static long resident(PlatformState state) {
        List<Long> processes = state.members().stream().map(PlatformState.Member::pid).toList();
        return ResidentMemory.of(state.pid()) + processes.stream().mapToLong(ResidentMemory::of).sum();
    }
}
