package dev.thaw.finetuning.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.thaw.finetuning.keras.KerasFileException;

/** Reads every file of a folder as a model and prints, for each, its name and what became of it. */
final class ReadEverything {

    private ReadEverything() {
    }

    public static void main(String[] arguments) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(Path.of(arguments[0]))) {
            files = listed.sorted().toList();
        }
        for (Path file : files) {
            System.out.println(file.getFileName() + "\t" + outcome(file));
        }
    }

    private static String outcome(Path file) {
        try {
            ModelFile.read(file);
            return "read";
        } catch (ModelFileException | KerasFileException e) {
            String message = e.getMessage().replace('\n', ' ');
            return "refused\t" + message.substring(0, Math.min(500, message.length()));
        } catch (Throwable e) {
            return "failed\t" + e;
        }
    }
}
