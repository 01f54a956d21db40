package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectWriter;

import dev.thaw.contract.event.EventCodec;
import dev.thaw.platform.connection.CommandException;

/** JSON as commands print and write it: indented, dates in ISO form. */
public final class Json {
    private static final ObjectWriter WRITER = EventCodec.json().copy().setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
            .writerWithDefaultPrettyPrinter();

    private Json() {
    }

    static void print(Object value) throws IOException {
        System.out.println(harmless(WRITER.writeValueAsString(value)));
    }

    /** The same JSON, without a character that a terminal would act on: Jackson itself escapes those below the blank only. */
    static String harmless(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        json.chars().forEach(character -> {
            int type = Character.getType(character);
            if (character > '~' && (type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                escaped.append((char) character);
            }
        });
        return escaped.toString();
    }

    /** @throws CommandException if nothing can be written there, which is better known before hours of training than after */
    static void requireWritable(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : parent)) {
            throw new CommandException(file + " cannot be written; name another file");
        }
    }

    public static void write(Path file, Object value) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Files.writeString(file, WRITER.writeValueAsString(value) + "\n");
    }
}
