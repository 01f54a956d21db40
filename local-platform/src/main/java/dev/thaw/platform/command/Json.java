package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectWriter;

import dev.thaw.contract.event.EventCodec;

/** JSON as commands print and write it: indented, dates in ISO form. */
public final class Json {
    private static final ObjectWriter WRITER = EventCodec.json().copy().setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
            .writerWithDefaultPrettyPrinter();

    private Json() {
    }

    static void print(Object value) throws IOException {
        System.out.println(WRITER.writeValueAsString(value));
    }

    public static void write(Path file, Object value) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Files.writeString(file, WRITER.writeValueAsString(value) + "\n");
    }
}
