package dev.thaw.evaluator.work;

/** What a person asks for cannot be done; the message says why, and what can be done. */
final class DeclinedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeclinedException(String message) {
        super(message);
    }
}
