package dev.thaw.trainer;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Whether the evaluator is there, as its answers show: it is away when the newest checkpoint has no score and nothing was heard for the
 * patience. Says so when it goes and when it comes back; the training goes on either way.
 */
final class EvaluatorPresence {
    private final RunVerdicts verdicts;
    private final Duration patience;
    private final Consumer<String> tell;
    private int stage = -1;
    private int epoch;
    private boolean away;
    private long wordsBefore;
    private boolean absent;

    /** @param tell takes what people should know */
    EvaluatorPresence(RunVerdicts verdicts, Duration patience, Consumer<String> tell) {
        this.verdicts = verdicts;
        this.patience = patience;
        this.tell = tell;
    }

    /** From now on the score of that checkpoint is due. */
    void expect(int stageIndex, int ofEpoch) {
        if (!due()) {
            verdicts.listen();
        }
        stage = stageIndex;
        epoch = ofEpoch;
    }

    /** Looks whether it went or came back. */
    void look() {
        lookForReturn();
        if (!away && verdicts.silence().compareTo(patience) >= 0 && due()) {
            goneSince(verdicts.words());
            tell.accept("the evaluator has been silent for " + patience.toSeconds()
                    + " s: the training goes on, and if it stays silent the trainer judges the stage at its end");
        }
    }

    void lookForReturn() {
        if (away && verdicts.words() > wordsBefore) {
            away = false;
            absent = false;
            tell.accept("the evaluator is back: its word decides again");
        }
    }

    /** A stage had to be judged without it. */
    void missed() {
        goneSince(verdicts.words());
        absent = true;
    }

    /** Whether nothing was heard of it since a stage had to be judged without it: then it is not waited for. */
    boolean absent() {
        return absent;
    }

    private void goneSince(long words) {
        away = true;
        wordsBefore = words;
    }

    private boolean due() {
        return stage >= 0 && verdicts.score(stage, epoch).isEmpty();
    }
}
