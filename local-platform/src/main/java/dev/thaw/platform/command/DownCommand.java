package dev.thaw.platform.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.thaw.platform.console.Console;
import dev.thaw.platform.supervise.BackgroundPlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the platform in the background. */
@Command(name = "down", description = "Stop the platform; its data stay.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean stopped = BackgroundPlatform.stop(platform.work());
        Console.standard().line(stopped
                ? "the platform is stopped; its data are in " + platform.work().path()
                : "no platform is running on " + platform.work().path());
        return 0;
    }
}
