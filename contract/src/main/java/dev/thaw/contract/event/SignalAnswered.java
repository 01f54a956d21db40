package dev.thaw.contract.event;

/**
 * What a trainer made of a signal, on the signals' own topic. A signal that comes again is not answered again.
 *
 * @param attempt the attempt that answers
 * @param signal the id of the signal
 * @param reason for people: what follows, or why the signal is ignored
 * @param stage the stage that the run was in; null before the first
 * @param stageIndex from 0; -1 before the first
 * @param epoch the epoch that was cut short, or the last one if the stage's epochs were done; 0 before the first
 * @param step steps done of that epoch when the trainer stopped
 * @param restored the prefix of the checkpoint whose weights are kept; null if none, or if the signal is ignored
 * @param restoredEpoch its epoch, 0 if none
 */
public record SignalAnswered(String dataset, String run, int attempt, String signal, Outcome outcome, String reason, String stage,
        int stageIndex, int epoch, int step, String restored, int restoredEpoch, Next next) implements Event {

    /** OBEYED: it took effect. IGNORED: it was for another attempt or stage, or the run's training was over. */
    public enum Outcome {
        OBEYED,
        IGNORED
    }

    /** What the trainer does next. GOES_ON: as if there had been no signal. NEXT_STAGE. CANDIDATE: hand in the best. END: without a candidate. */
    public enum Next {
        GOES_ON,
        NEXT_STAGE,
        CANDIDATE,
        END
    }

    public SignalAnswered {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.atLeast("attempt", attempt, 1);
        Check.present("signal", signal);
        Check.present("outcome", outcome);
        Check.present("reason", reason);
        Check.present("next", next);
        if (restored != null) {
            Check.prefix("restored", restored, "runs/" + run + "/");
        }
    }

    @Override
    public String id() {
        return signal + "/answered/" + attempt;
    }

    @Override
    public String key() {
        return run;
    }
}
