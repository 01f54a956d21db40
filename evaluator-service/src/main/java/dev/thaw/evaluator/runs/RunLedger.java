package dev.thaw.evaluator.runs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.DecisionDeclined;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.evaluator.judgement.EpochScore;
import dev.thaw.evaluator.judgement.StageScores;

/**
 * What the evaluator has said so far about each run, made of its own events: scores, stop signals, candidates, decisions.
 * The same events in the same order, however often, make the same ledger.
 */
public final class RunLedger {
    /** Who sends the evaluator's signals. */
    public static final String EVALUATOR = "evaluator";

    private final Map<String, OpenRun> open = new HashMap<>();
    private final Map<String, ModelDecided> decided = new HashMap<>();
    private final RequestLedger requests = new RequestLedger();

    public void apply(Event event) {
        if (event instanceof CheckpointEvaluated evaluated) {
            OpenRun run = open(evaluated.run());
            run.stages.merge(evaluated.stageIndex(), StageScores.EMPTY.with(EpochScore.of(evaluated)),
                    (history, first) -> history.with(EpochScore.of(evaluated)));
        } else if (event instanceof TrainingSignal signal && EVALUATOR.equals(signal.issuedBy())) {
            // an attempt that resumes in a stage needs its own signal: the older one is not for it
            open(signal.run()).stopped.merge(signal.stageIndex(), signal.attempt(), Math::max);
        } else if (event instanceof CandidateEvaluated evaluated) {
            open(evaluated.run()).candidate = evaluated;
        } else if (event instanceof ModelDecided decision && !decision.byHand()) {
            decided.putIfAbsent(decision.run(), decision);
            open.remove(decision.run());
        } else if (event instanceof ModelDecided byHand) {
            requests.apply(byHand);
        } else if (event instanceof DecisionDeclined declined) {
            requests.apply(declined);
        }
    }

    /** The scores of a stage, over all attempts. */
    public StageScores stage(String run, int stageIndex) {
        OpenRun known = open.get(run);
        return known == null ? StageScores.EMPTY : known.stages.getOrDefault(stageIndex, StageScores.EMPTY);
    }

    /** True if the evaluator told this attempt, or a later one, to stop this stage. */
    public boolean stopped(String run, int attempt, int stageIndex) {
        OpenRun known = open.get(run);
        return known != null && known.stopped.getOrDefault(stageIndex, 0) >= attempt;
    }

    /** The run's candidate, if it has been scored on the test split. */
    public Optional<CandidateEvaluated> candidate(String run) {
        return Optional.ofNullable(open.get(run)).map(known -> known.candidate);
    }

    /** What people asked for. */
    public RequestLedger requests() {
        return requests;
    }

    /** What the gates decided about the run's model. */
    public Optional<ModelDecided> decision(String run) {
        return Optional.ofNullable(decided.get(run));
    }

    private OpenRun open(String run) {
        return open.computeIfAbsent(run, unknown -> new OpenRun());
    }

    private static final class OpenRun {
        private final Map<Integer, StageScores> stages = new HashMap<>();
        private final Map<Integer, Integer> stopped = new HashMap<>();
        private CandidateEvaluated candidate;
    }
}
