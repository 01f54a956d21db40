package dev.thaw.finetuning.training;

/** No checkpoint of any stage had a finite validation loss. */
public final class DivergedException extends RuntimeException {

    public DivergedException(String message) {
        super(message);
    }
}
