package dev.thaw.platform.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.thaw.platform.console.Console;
import dev.thaw.platform.supervise.BackgroundPlatform;
import dev.thaw.platform.supervise.PlatformState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts a platform in the background. */
@Command(name = "up", description = "Start the platform in the background; its data survive restarts.", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.standard();
        Optional<PlatformState> running = platform.running();
        if (running.isPresent() && running.get().ready()) {
            console.line("the platform is running already");
            StatusCommand.print(running.get(), console);
            return 0;
        }
        console.status("starting the platform on " + platform.work().path());
        PlatformState state = BackgroundPlatform.start(PlatformOptions.root(), platform.work());
        console.clearStatus();
        StatusCommand.print(state, console);
        return 0;
    }
}
