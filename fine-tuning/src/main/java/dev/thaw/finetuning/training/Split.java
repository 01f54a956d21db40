package dev.thaw.finetuning.training;

/** What an image is for: TRAIN to learn from, VALIDATION to decide when to stop, TEST to score the candidate once. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST
}
