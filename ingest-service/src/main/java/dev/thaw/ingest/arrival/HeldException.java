package dev.thaw.ingest.arrival;

/** The data set holds images of this label until somebody approves it; the message is for people. */
final class HeldException extends Exception {
    private static final long serialVersionUID = 1;

    HeldException(String message) {
        super(message);
    }
}
