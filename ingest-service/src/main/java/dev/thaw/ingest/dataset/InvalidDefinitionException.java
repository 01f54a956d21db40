package dev.thaw.ingest.dataset;

/** A data set's definition in the bucket that is none; trying again does not help. */
public class InvalidDefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidDefinitionException(String message, Throwable cause) {
        super(message, cause);
    }
}
