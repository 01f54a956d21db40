package dev.thaw.finetuning.safetensors;

/** Bytes that are not a safetensors file, or one whose parts contradict each other. */
public final class InvalidSafetensorsException extends RuntimeException {

    public InvalidSafetensorsException(String message) {
        super(message);
    }

    public InvalidSafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
