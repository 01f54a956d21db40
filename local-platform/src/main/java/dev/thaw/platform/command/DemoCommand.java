package dev.thaw.platform.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.thaw.platform.connection.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The pipeline on sample images that ship with the project. */
@Command(name = "demo", description = "The whole pipeline on sample images and a small base that ship with the project.", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Override
    public Integer call() throws IOException, InterruptedException {
        throw new CommandException("the demo is not part of this build");
    }
}
