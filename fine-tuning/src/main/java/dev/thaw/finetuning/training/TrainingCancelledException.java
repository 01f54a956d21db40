package dev.thaw.finetuning.training;

/** The judge ordered to end without a candidate. */
public final class TrainingCancelledException extends RuntimeException {

    private final transient StopOrder order;

    public TrainingCancelledException(StopOrder order) {
        super("the training was cancelled (" + order.rule() + "): " + order.reason());
        this.order = order;
    }

    public StopOrder order() {
        return order;
    }
}
