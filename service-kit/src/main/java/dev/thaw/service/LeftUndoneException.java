package dev.thaw.service;

/** A record is neither done with nor at fault: it comes again. */
public final class LeftUndoneException extends Exception {
    private static final long serialVersionUID = 1;

    public LeftUndoneException(String reason) {
        super(reason);
    }
}
