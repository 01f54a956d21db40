package dev.thaw.platform.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.ClassMetrics;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.SignalAnswered;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.StageReport;
import dev.thaw.contract.event.TrainingProgress;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;

/** The events of some runs as they come to the topics: one of two stages that was killed and taken up again, one at work, one cancelled. */
final class RecordedRuns {
    static final String DONE = "pets-1";
    static final String AT_WORK = "pets-2";
    static final String CANCELLED = "tools-1";
    private static final BaseModel BASE = new BaseModel("tiny", "bases/tiny/tiny.keras", "a".repeat(64), null);

    private RecordedRuns() {
    }

    static List<Event> all() {
        List<Event> events = new ArrayList<>(done());
        events.addAll(atWork());
        events.addAll(cancelled());
        return events;
    }

    private static List<Event> done() {
        List<Event> events = new ArrayList<>();
        events.add(requested("pets", DONE, "100 new images"));
        events.add(state("pets", DONE, RunState.State.QUEUED, 0, 10));
        events.add(state("pets", DONE, RunState.State.TRAINING, 1, 20));
        for (int epoch = 1; epoch <= 4; epoch++) {
            events.addAll(epoch("pets", DONE, 1, 0, "head", epoch, 1.0 / epoch, Math.min(epoch, 3)));
        }
        TrainingSignal stop = new TrainingSignal("pets", DONE, 1, 0, TrainingSignal.Action.STOP_STAGE, "patience",
                "no epoch since 3 improved the validation loss", "runs/pets-1/1/0-3/", 3,
                List.of(new TrainingSignal.EpochMetric(4, 0.5, 0.8)), "evaluator", 1);
        events.add(stop);
        events.add(new SignalAnswered("pets", DONE, 1, stop.id(), SignalAnswered.Outcome.OBEYED,
                "epoch 3 is kept, the next stage follows", "head", 0, 5, 7, "runs/pets-1/1/0-3/", 3,
                SignalAnswered.Next.NEXT_STAGE));
        events.addAll(epoch("pets", DONE, 1, 1, "top", 1, 0.3, 1));
        events.add(state("pets", DONE, RunState.State.TRAINING, 2, 30));
        events.add(progress("pets", DONE, 2, 1, "top", 1, 1, "attempt 2 goes on from checkpoint runs/pets-1/1/1-1/"));
        events.addAll(epoch("pets", DONE, 2, 1, "top", 2, 0.25, 2));
        events.add(state("pets", DONE, RunState.State.JUDGING, 2, 40));
        events.add(new CandidateReady("pets", DONE, 2, "runs/pets-1/2/1-2/", "manifests/pets/1.json", BASE, "seed: 1",
                List.of(report("head", 4, 3, "patience", 8.5), report("top", 2, 2, "epochs", 4)), 12.5, 7, 3));
        events.add(new CandidateEvaluated("pets", DONE, 2, "runs/pets-1/2/1-2/", metrics(Split.TEST, 0.2, 0.95), 1,
                "models/pets/1/", 1.5));
        events.add(new ModelDecided("pets", DONE, ModelDecided.Outcome.PROMOTED, "the first model", null, 1, "models/pets/1/", 1,
                0.95, null));
        events.add(state("pets", DONE, RunState.State.PROMOTED, 2, 50));
        return events;
    }

    private static List<Event> atWork() {
        List<Event> events = new ArrayList<>();
        events.add(requested("pets", AT_WORK, "asked for by a person"));
        events.add(state("pets", AT_WORK, RunState.State.TRAINING, 1, 60));
        for (int epoch = 1; epoch <= 3; epoch++) {
            events.addAll(epoch("pets", AT_WORK, 1, 0, "head", epoch, 2.0 / epoch, epoch));
        }
        events.add(progress("pets", AT_WORK, 1, 90, "head", 0, 4, null));
        return events;
    }

    private static List<Event> cancelled() {
        TrainingSignal cancel = new TrainingSignal("tools", CANCELLED, 0, -1, TrainingSignal.Action.CANCEL, "person",
                "a person asked for it, with thaw stop", null, 0, List.of(), "person", 1_767_322_245);
        return List.of(requested("tools", CANCELLED, "asked for by a person"),
                state("tools", CANCELLED, RunState.State.TRAINING, 1, 15), cancel,
                new SignalAnswered("tools", CANCELLED, 1, cancel.id(), SignalAnswered.Outcome.OBEYED,
                        "the run ends without a candidate", null, -1, 0, 0, null, 0, SignalAnswered.Next.END),
                new RunState("tools", CANCELLED, RunState.State.CANCELLED, 1, null, "a person asked for it, with thaw stop", 25,
                        Instant.ofEpochSecond(25)));
    }

    private static List<Event> epoch(String dataset, String run, int attempt, int stageIndex, String stage, int epoch,
            double loss,
            int best) {
        String checkpoint = "runs/" + run + "/" + attempt + "/" + stageIndex + "-" + epoch + "/";
        return List.of(progress(dataset, run, attempt, stageIndex * 20L + epoch, stage, stageIndex, epoch, null),
                new CheckpointSaved(dataset, run, attempt, checkpoint, stage, stageIndex, epoch, loss * 0.9,
                        "manifests/" + dataset + "/1.json", BASE, "seed: 1"),
                new CheckpointEvaluated(dataset, run, attempt, checkpoint, stage, stageIndex, epoch,
                        metrics(Split.VALIDATION, loss, 1 - loss / 3), best,
                        "runs/" + run + "/" + attempt + "/" + stageIndex + "-" + best + "/", 0.1));
    }

    private static TrainingRequested requested(String dataset, String run, String reason) {
        return new TrainingRequested(dataset, run, "manifests/" + dataset + "/1.json", BASE, null, reason);
    }

    private static RunState state(String dataset, String run, RunState.State state, int attempt, long second) {
        return new RunState(dataset, run, state, attempt, null, null, second, Instant.ofEpochSecond(second));
    }

    private static TrainingProgress progress(String dataset, String run, int attempt, long sequence, String stage, int stageIndex,
            int epoch, String message) {
        return new TrainingProgress(dataset, run, attempt, sequence, TrainingProgress.Phase.TRAINING, stage, stageIndex, epoch,
                10,
                3, 12, 250, 0.5, 130.0, message, List.of("head", "top"));
    }

    private static StageReport report(String name, int epochs, int best, String stoppedBy, double seconds) {
        return new StageReport(name, 10, 100, epochs, best, stoppedBy, seconds, 0.25, 0.9, true, Map.of());
    }

    private static Metrics metrics(Split split, double loss, double accuracy) {
        return new Metrics(split, 100, loss, accuracy,
                List.of(new ClassMetrics("cats", 50, accuracy, 1.0, accuracy, 0.5),
                        new ClassMetrics("dogs", 50, accuracy, 1.0, accuracy, 1.0)),
                List.of(List.of(50L, 0L), List.of(0L, 50L)));
    }
}
