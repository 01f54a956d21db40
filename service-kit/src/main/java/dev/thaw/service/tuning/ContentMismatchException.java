package dev.thaw.service.tuning;

import java.io.IOException;

/** An object is not the one that was meant: its content has another hash. */
public final class ContentMismatchException extends IOException {
    private static final long serialVersionUID = 1;

    public ContentMismatchException(String key, String expected, String found) {
        super("the object " + key + " has the SHA-256 " + found + " and not " + expected
                + ": it was changed or replaced; put the original back");
    }
}
