package dev.thaw.contract.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** At least one example of every event, with and without what may be missing. */
final class Examples {
    private static final String SHA_256 = "0123456789abcdef".repeat(4);
    private static final BaseModel BASE = new BaseModel("mobilenet", "bases/mobilenet/model.h5", SHA_256, "tf");
    private static final BaseModel RECOGNISED_BASE = new BaseModel("mobilenet", "bases/mobilenet/model.h5", SHA_256, null);
    private static final WarmStart WARM = new WarmStart(1, "models/pets/1/model.keras", SHA_256, List.of("cat", "dog"));
    private static final Metrics METRICS = new Metrics(Split.VALIDATION, 10, 0.25, 0.9,
            List.of(new ClassMetrics("cat", 6, 1.0, 0.857, 1.0, 0.923), new ClassMetrics("dog", 4, 0.75, null, 0.75, null)),
            List.of(List.of(6L, 0L), List.of(1L, 3L)));
    private static final Metrics IN_FULL = new Metrics(Split.TEST, 10, 0.25, 0.9,
            List.of(new ClassMetrics("cat", 6, 1.0, 0.857, 1.0, 0.923, 0.97, 0.96),
                    new ClassMetrics("dog", 4, 0.75, null, 0.75, null, null, null)),
            List.of(List.of(6L, 0L), List.of(1L, 3L)), List.of(new TopK(2, 0.99)), new Averages(0.9, 0.8, 0.85, null, 0.96),
            new Averages(0.9, 0.8, 0.85, 0.97, 0.96), null, new Calibration(0.04, 0.1,
                    List.of(new Calibration.Bin(0, 0.5, 0, null, null), new Calibration.Bin(0.5, 1, 10, 0.94, 0.9))));
    private static final Metrics DIVERGED = new Metrics(Split.TEST, 1, null, 0,
            List.of(new ClassMetrics("cat", 1, 0.0, null, 0.0, null)), List.of(List.of(1L)));

    private Examples() {
    }

    static List<Event> all() {
        return List.of(
                new DatasetDeclared("pets", 3, "datasets/pets/3.json"),
                new ImageArrived("pets", "folder", "cat 1.jpg", "cat", "arrivals/pets/cat/cat 1.jpg", null, Split.TRAIN),
                new ImageArrived("pets", "camera", "42", "dog", null, "aGVsbG8=", null),
                new ImageIngested("pets", "pets/folder/cat 1.jpg", SHA_256, "images/pets/" + SHA_256 + ".png", "cat", Split.TEST,
                        false, 640, 480, 12_345),
                new ImageRejected("pets", "pets/camera/42", "dog", null, Rejection.TOO_MANY_PIXELS,
                        "the PNG file claims too much"),
                new ImageArrived("pets", "camera", "42", "dog", null, "aGVsbG8=", null, 1),
                new ImageRejected("pets", "pets/camera/42", "dog", null, Rejection.CORRUPT, "no image at all", 1),
                new ImageHeld(new ImageArrived("pets", "camera", "43", "bird", null, "aGVsbG8=", null),
                        "\"bird\" is not a label of the data set pets yet"),
                new TrainingAsked("pets", "pets-1", "somebody asked"),
                new TrainingRequested("pets", "pets-1", "manifests/pets/1.json", BASE, "head:\n  dropout: 0.2\n", "asked"),
                new TrainingRequested("pets", "pets-2", "manifests/pets/1.json", RECOGNISED_BASE, null, "100 new images"),
                new TrainingProgress("pets", "pets-1", 1, 7, TrainingProgress.Phase.TRAINING, "head", 0, 2, 10, 3, 20, 512.5, 0.3,
                        12.0, null, List.of("head", "top")),
                new TrainingProgress("pets", "pets-1", 1, 1, TrainingProgress.Phase.FETCHING, null, -1, 0, 0, 3, 20, 0, null,
                        null, "the evaluator is silent", List.of()),
                new CheckpointSaved("pets", "pets-1", 1, "runs/pets-1/1/0-1/", "head", 0, 1, 0.5, "manifests/pets/1.json", BASE,
                        "head: {}"),
                new CheckpointSaved("pets", "pets-1", 2, "runs/pets-1/2/0-1/", "head", 0, 1, null, "manifests/pets/1.json", BASE,
                        "head: {}"),
                new CheckpointSaved("pets", "pets-1", 2, "runs/pets-1/2/0-2/", "head", 0, 2, 0.4, "manifests/pets/1.json", BASE,
                        "head: {}", new Spent(12.5, 30.25, 17)),
                new CandidateReady("pets", "pets-1", 1, "runs/pets-1/1/1-4/", "manifests/pets/1.json", BASE, "head: {}",
                        List.of(new StageReport("head", 514, 219_058, 10, 7, "patience", 4.5, 0.2, 0.95, true,
                                Map.of("l2 dense/kernel", 0.01)),
                                new StageReport("top", 9_000, 219_058, 1, 0, null, 1.5, null, null, true, Map.of())),
                        12.5, 800, 0),
                new TrainingSignal("pets", "pets-1", 1, 0, TrainingSignal.Action.STOP_STAGE, "patience", "no better for 3 epochs",
                        "runs/pets-1/1/0-7/", 7, List.of(new TrainingSignal.EpochMetric(7, 0.2, 0.95),
                                new TrainingSignal.EpochMetric(8, null, null),
                                new TrainingSignal.EpochMetric(9, 0.3, 0.94, 0.93, 0.01)),
                        "evaluator", 1),
                new TrainingSignal("pets", "pets-1", 0, -1, TrainingSignal.Action.CANCEL, "person", null, null, 0, List.of(),
                        null, 1),
                new SignalAnswered("pets", "pets-1", 1, "pets-1/1/0/patience/1", SignalAnswered.Outcome.OBEYED,
                        "the stage ends with epoch 7", "head", 0, 9, 12, "runs/pets-1/1/0-7/", 7, SignalAnswered.Next.NEXT_STAGE),
                new SignalAnswered("pets", "pets-1", 2, "pets-1/1/0/patience/1", SignalAnswered.Outcome.IGNORED,
                        "it is for attempt 1, this is attempt 2", null, -1, 0, 0, null, 0, SignalAnswered.Next.GOES_ON),
                new CheckpointEvaluated("pets", "pets-1", 1, "runs/pets-1/1/0-1/", "head", 0, 1, METRICS, 1,
                        "runs/pets-1/1/0-1/", 0.4),
                new CheckpointEvaluated("pets", "pets-1", 1, "runs/pets-1/1/0-2/", "head", 0, 2, DIVERGED, 0, null, 0.4),
                new CheckpointEvaluated("pets", "pets-1", 1, "runs/pets-1/1/0-3/", "head", 0, 3, METRICS, 3,
                        "runs/pets-1/1/0-3/", 0.4, 0.01, new Spent(12.5, 30.25, 17), "pets-1/1/0/target/1"),
                new CandidateEvaluated("pets", "pets-1", 1, "runs/pets-1/1/1-4/", METRICS, 1, "models/pets/1/", 2.5),
                new CandidateEvaluated("pets", "pets-2", 1, "runs/pets-2/1/1-4/", IN_FULL, 2, "models/pets/2/", 2.5),
                new ModelDecided("pets", "pets-1", ModelDecided.Outcome.PROMOTED, "the first model", null, 1, "models/pets/1/", 1,
                        0.95, null),
                new ModelDecided("pets", "pets-2", ModelDecided.Outcome.REFUSED, "0.90 is less than 0.95", "champion", 2,
                        "models/pets/2/", 1, 0.9, 0.95),
                new ModelDecided("pets", "pets-3", ModelDecided.Outcome.PROMOTED, "0.97 against 0.95", null, 3, "models/pets/3/",
                        2,
                        0.97, 0.95, 3, null, null,
                        List.of(new GateResult("recall", true, 0.9, 0.8, "the recall of dog is 0.9, at least 0.8 is asked for"),
                                new GateResult("finite-loss", true, null, null, "the loss is finite")),
                        new Comparison(1, 100, List.of("cat", "dog"), 3, 1, 0.625, 0.95,
                                new Comparison.Interval(0.02, -0.02, 0.06), null),
                        "models/pets/3/report.html"),
                new DecisionAsked("pets", "roll-back-1", DecisionAsked.Action.ROLL_BACK, null, "it takes all cats for dogs",
                        "ana"),
                new DecisionAsked("pets", "promote-1", DecisionAsked.Action.PROMOTE, 2, "the test images were wrong", "ana"),
                new ModelDecided("pets", "pets-1", ModelDecided.Outcome.ROLLED_BACK, "it takes all cats for dogs", null, 1,
                        "models/pets/1/", 3, null, null, 1, "pets/roll-back-1", "ana", List.of(), null),
                new DecisionDeclined("pets", "pets/roll-back-2", "there is no model that was champion before version 1"),
                new TrainingRequested("pets", "pets-3", "manifests/pets/2.json", BASE, null, "maximum wait", WARM),
                new CheckpointSaved("pets", "pets-3", 1, "runs/pets-3/1/0-1/", "head", 0, 1, 0.5, "manifests/pets/2.json", BASE,
                        "head: {}", null, WARM),
                new CandidateReady("pets", "pets-3", 1, "runs/pets-3/1/0-1/", "manifests/pets/2.json", BASE, "head: {}",
                        List.of(),
                        12.5, 800, 0, WARM),
                new TrainingConsidered("pets", 4, TrainingConsidered.Outcome.STARTED, "pets-auto-120", "20 new images", 120, 20,
                        List.of(new TrainingCondition("new-images", true, 20.0, 20.0, null)),
                        Instant.parse("2026-01-02T03:04:05Z")),
                new TrainingConsidered("pets", 5, TrainingConsidered.Outcome.WAITING, null, "3 of 20 new images", 123, 3,
                        List.of(new TrainingCondition("accuracy", false, null, 0.9, "not measured yet")),
                        Instant.parse("2026-01-02T03:04:05Z")),
                new ArrivalsAssessed("pets", 2, 3, "models/pets/3/", 0, 120, 139, 20, 140, 0.8,
                        new Drift("mmd2", 0.012, 0.005, 199, 60), 1.5),
                new ArrivalsAssessed("pets", 2, 3, "models/pets/3/", 0, 140, 159, 20, 160, 1, null, 0.5),
                new RunState("pets", "pets-1", RunState.State.TRAINING, 1, "head", null, 1_767_322_245_123L,
                        Instant.parse("2026-01-02T03:04:05.123Z")),
                new RunState("pets", "pets-2", RunState.State.FAILED, 0, null, "no images yet", 5,
                        Instant.parse("2026-01-02T03:04:05Z")));
    }
}
