package dev.thaw.contract.event;

/** A record that is no event of the contract; the message says what is wrong with it, for the dead-letter topic. */
public class InvalidEventException extends Exception {
    private static final long serialVersionUID = 1;

    public InvalidEventException(String message) {
        super(message);
    }

    public InvalidEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
