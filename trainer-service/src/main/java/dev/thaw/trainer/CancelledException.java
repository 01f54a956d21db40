package dev.thaw.trainer;

/** Somebody wants the run to end without a candidate; the message is their reason. */
final class CancelledException extends Exception {
    private static final long serialVersionUID = 1;

    CancelledException(String message) {
        super(message);
    }
}
