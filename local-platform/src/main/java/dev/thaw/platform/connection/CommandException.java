package dev.thaw.platform.connection;

/** A command cannot do what was asked; the message is one sentence for the person: what is wrong, where, what to do. */
public class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
