package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.demo.Demo;
import dev.thaw.platform.demo.DemoResult;
import dev.thaw.platform.supervise.OpenPlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The pipeline on sample images that ship with the project. */
@Command(name = "demo", description = "The whole pipeline on sample images and a small base that ship with the project.", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--result", paramLabel = "FILE", description = "write what the two runs came to, as JSON")
    private Path result;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.standard();
        if (result != null) {
            Json.requireWritable(result);
        }
        Optional<PlatformAddress> elsewhere = platform.elsewhere();
        if (elsewhere.isPresent()) {
            show(elsewhere.get(), 0, false, console);
        } else {
            try (OpenPlatform open = OpenPlatform.on(PlatformOptions.root(), platform.work(), console)) {
                show(open.address(), open.seconds(), open.own(), console);
            }
        }
        return 0;
    }

    private void show(PlatformAddress address, double platformSeconds, boolean own, Console console)
            throws IOException, InterruptedException {
        try (PlatformConnection connection = new PlatformConnection(address)) {
            Path work = platform.work().path();
            DemoResult outcome = new Demo(connection, console, work.resolve("demo"), work.resolve("models"), own)
                    .run(platformSeconds);
            outcome.print(console);
            if (result != null) {
                Json.write(result, outcome);
            }
        }
    }
}
