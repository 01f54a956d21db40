package dev.thaw.trainer;

/** The attempt ends here and its record is not acknowledged, because another attempt takes the run up: the service is going down, or the other one is there already. */
final class LeavingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeavingException(String message) {
        super(message);
    }
}
