package dev.thaw.trainer;

import java.util.function.BooleanSupplier;

/**
 * Whether an attempt has to end before its run does.
 *
 * @param goingDown the service is: what is done can still be saved
 * @param lost another attempt holds the run: what is done is nobody's
 */
record Departure(BooleanSupplier goingDown, BooleanSupplier lost) {

    /** @throws LeavingException if another attempt holds the run */
    void leaveIfLost() {
        if (lost.getAsBoolean()) {
            throw new LeavingException("another attempt holds the run");
        }
    }

    /** Where there is nothing to save. @throws LeavingException if the attempt has to end */
    void leaveIfMust() {
        leaveIfLost();
        if (goingDown.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new LeavingException("the service is going down");
        }
    }
}
