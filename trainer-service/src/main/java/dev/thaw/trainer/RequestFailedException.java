package dev.thaw.trainer;

/** A request that cannot be done however often it is tried; the message says why, in one sentence, for the run's state. */
final class RequestFailedException extends Exception {
    private static final long serialVersionUID = 1;

    RequestFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
