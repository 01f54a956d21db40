package dev.thaw.finetuning.training;

/** A checkpoint whose parts are missing, broken, or do not belong together. */
public final class InvalidCheckpointException extends RuntimeException {

    public InvalidCheckpointException(String message) {
        super(message);
    }

    public InvalidCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
