package dev.thaw.finetuning.keras;

import java.nio.file.Path;

/** A Keras file that cannot be read or written; the message names the file, where it applies the layer and its class, and what to do. */
public final class KerasFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String what;

    public KerasFileException(Path file, String what) {
        this(file, what, null);
    }

    public KerasFileException(Path file, String what, Throwable cause) {
        super(file.getFileName() + ": " + what, cause);
        this.what = what;
    }

    /** The message without the file. */
    String what() {
        return what;
    }
}
