package dev.thaw.image;

import dev.thaw.contract.event.Rejection;

/** An original that does not become an image; the message says in one sentence what is wrong and what to do. */
public class RejectedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Rejection reason;

    public RejectedException(Rejection reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public RejectedException(Rejection reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Rejection reason() {
        return reason;
    }
}
