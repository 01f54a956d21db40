package dev.thaw.contract.event;

/** A record that is no event of the contract; the message says what is wrong with it, for the dead-letter topic. */
public class InvalidEventException extends Exception {
    private static final long serialVersionUID = 1;

    private final Defect defect;

    public InvalidEventException(Defect defect, String message) {
        super(message);
        this.defect = defect;
    }

    public InvalidEventException(Defect defect, String message, Throwable cause) {
        super(message, cause);
        this.defect = defect;
    }

    /** For machines: metrics and dead letters tell it. */
    public Defect defect() {
        return defect;
    }
}
