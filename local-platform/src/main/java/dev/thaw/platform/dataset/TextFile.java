package dev.thaw.platform.dataset;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.thaw.platform.connection.CommandException;

/** A file that a person wrote. */
public final class TextFile {

    private TextFile() {
    }

    /** @throws CommandException if it is not text: Java's own exception does not name the file */
    public static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new CommandException(file + " is not text in UTF-8; bring a YAML or JSON file", e);
        }
    }
}
