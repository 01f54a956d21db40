package dev.thaw.trainer;

import java.util.List;

import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.event.TrainingSignal.Action;

/** Events about one run. */
final class SampleEvents {
    static final String RUN = "run-a";
    static final BaseModel BASE = new BaseModel("tiny", "bases/tiny/tiny.keras", "0".repeat(64), "unit");
    static final TrainingRequested REQUEST = new TrainingRequested("shapes", RUN, "manifests/shapes/1.json", BASE, null,
            "a test");

    private SampleEvents() {
    }

    static String checkpoint(int attempt, int stageIndex, int epoch) {
        return "runs/" + RUN + "/" + attempt + "/" + stageIndex + "-" + epoch + "/";
    }

    /** @param loss null if it is not finite */
    static CheckpointEvaluated evaluated(int attempt, int stageIndex, int epoch, Double loss, int bestEpoch) {
        return new CheckpointEvaluated("shapes", RUN, attempt, checkpoint(attempt, stageIndex, epoch), "stage-" + stageIndex,
                stageIndex, epoch, new Metrics(Split.VALIDATION, 10, loss, 0.5, List.of(), List.of()), bestEpoch,
                bestEpoch == 0 ? null : checkpoint(attempt, stageIndex, bestEpoch), 0.1);
    }

    static TrainingSignal stopStage(int attempt, int stageIndex, String bestCheckpoint) {
        return new TrainingSignal("shapes", RUN, attempt, stageIndex, Action.STOP_STAGE, "patience", "no better epoch",
                bestCheckpoint, 1, List.of(), "evaluator", 1);
    }

    static TrainingSignal person(Action action, int number) {
        return new TrainingSignal("shapes", RUN, 0, -1, action, "person", "enough", null, 0, List.of(), "somebody", number);
    }

    static CandidateReady candidate(int attempt) {
        return new CandidateReady("shapes", RUN, attempt, checkpoint(attempt, 0, 1), REQUEST.manifest(), BASE, "seed: 1",
                List.of(), 1,
                0, 0);
    }
}
