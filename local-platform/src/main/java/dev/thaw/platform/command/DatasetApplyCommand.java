package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.dataset.Declarations;
import dev.thaw.dataset.InvalidDatasetException;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.dataset.DeclaredFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Declares data sets as files say. */
@Command(name = "apply", description = "Declare data sets as YAML files say; a file that says the same as before changes nothing.", mixinStandardHelpOptions = true)
final class DatasetApplyCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Mixin
    private BaseOptions bases;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "a data set each, as docs/datasets.md describes it")
    private List<Path> files;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // nothing is declared unless every file can be
        List<DeclaredFile> declared = read();
        try (PlatformConnection connection = platform.connect()) {
            Declarations declarations = new Declarations(connection.bucket(), connection.writer()::write);
            for (DeclaredFile file : declared) {
                Declarations.Outcome outcome = declarations.declare(file.definition(connection.bucket()));
                tell(file, outcome);
            }
        }
        return 0;
    }

    private List<DeclaredFile> read() throws IOException {
        List<DeclaredFile> read = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (Path file : files) {
            try {
                read.add(DeclaredFile.read(file, bases::choice));
            } catch (InvalidDatasetException e) {
                mistakes.add(e.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new CommandException(String.join("\n", mistakes));
        }
        return read;
    }

    private static void tell(DeclaredFile file, Declarations.Outcome outcome) {
        DatasetDefinition definition = outcome.definition();
        Console.standard().line("data set " + definition.dataset()
                + (outcome.made() ? " is declared, version " : " is declared so already, version ") + definition.version());
        List<String> kept = definition.labels() == null || file.labels() == null
                ? List.of()
                : definition.labels().stream().filter(label -> !file.labels().contains(label)).toList();
        if (!kept.isEmpty()) {
            Console.standard().line("  labels that were there before stay: " + String.join(", ", kept));
        }
    }
}
