package dev.thaw.finetuning.export;

import java.nio.file.Path;

/** A model file that cannot be read or written; the message names the file and says what to do. */
public final class ModelFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ModelFileException(Path file, String what) {
        super(file.getFileName() + ": " + what);
    }

    ModelFileException(Path file, String what, Throwable cause) {
        super(file.getFileName() + ": " + what, cause);
    }
}
