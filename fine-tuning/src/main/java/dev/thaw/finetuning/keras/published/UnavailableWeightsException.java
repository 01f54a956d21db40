package dev.thaw.finetuning.keras.published;

import java.io.IOException;

/** Published weights cannot be had, or what came is not what was published; the message says why and what to do. */
public final class UnavailableWeightsException extends IOException {
    private static final long serialVersionUID = 1;

    public UnavailableWeightsException(String message) {
        super(message);
    }

    public UnavailableWeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
