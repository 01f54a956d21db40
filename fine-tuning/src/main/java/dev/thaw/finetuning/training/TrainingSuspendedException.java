package dev.thaw.finetuning.training;

/** The judge ordered to leave the training where it is; a run that resumes from the newest checkpoint ends with the same bytes. */
public final class TrainingSuspendedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String checkpoint;

    TrainingSuspendedException(String checkpoint) {
        super(checkpoint == null
                ? "the training was suspended; nothing was done since its last checkpoint"
                : "the training was suspended at checkpoint " + checkpoint);
        this.checkpoint = checkpoint;
    }

    /** The checkpoint that was saved for it; null if nothing was done since the one before. */
    public String checkpoint() {
        return checkpoint;
    }
}
