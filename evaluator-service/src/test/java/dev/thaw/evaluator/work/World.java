package dev.thaw.evaluator.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.Spent;
import dev.thaw.contract.event.Split;
import dev.thaw.evaluator.promotion.ExportCheck;
import dev.thaw.evaluator.promotion.Footprint;
import dev.thaw.evaluator.promotion.Incumbent;
import dev.thaw.evaluator.promotion.Measured;
import dev.thaw.evaluator.runs.RunLedger;
import dev.thaw.evaluator.store.Claims;
import dev.thaw.evaluator.work.CandidateExport.Exported;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.service.EventPublisher;
import dev.thaw.testkit.MemoryBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** A bucket and topics in memory, and networks whose scores are given; what was written survives a crash, nothing else does. */
final class World implements CandidateScoring, CandidateReports, EventPublisher {
    static final String DATASET = "parts";
    private static final String PLAN = """
            earlyStopping: {metric: loss, minDelta: 0}
            stages:
              - {name: head, thaw: none, learningRate: 0.01, epochs: 9, patience: 2}
            """;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final List<String> LABELS = List.of("good", "scratch");
    private static final BaseModel BASE = new BaseModel("small", "bases/small/small.keras", "0".repeat(64), null);
    final MemoryBucket bucket = new MemoryBucket();
    final List<Event> published = new ArrayList<>();
    /** By checkpoint, its loss on the validation split. */
    final Map<String, Double> validationLosses = new HashMap<>();
    /** By run, the accuracy on the test split. */
    final Map<String, Double> testAccuracies = new HashMap<>();
    final List<String> scored = new ArrayList<>();
    boolean reportable = true;
    final List<String> released = new ArrayList<>();
    ExportCheck export = exported(1e-6);
    private Runnable beforeStep = () -> {
    };
    private int stepsUntilCrash = Integer.MAX_VALUE;

    World() {
        bucket.beforeWrite(this::step);
    }

    /** What ends a service in the middle of its work. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    static ExportCheck exported(double difference) {
        return new ExportCheck(8, List.of(new ExportCheck.ExportedFile("model.onnx", difference, null)));
    }

    /** From now on so many things can be written, then the service crashes. */
    void crashAfter(int steps) {
        stepsUntilCrash = steps;
    }

    void noCrash() {
        stepsUntilCrash = Integer.MAX_VALUE;
    }

    /** Runs before everything that is read from topics or written. */
    void beforeStep(Runnable hook) {
        beforeStep = hook;
    }

    /** A service that has just started. */
    CandidateJudge candidateJudge() {
        return candidateJudge(bucket, CLOCK);
    }

    CandidateJudge candidateJudge(Bucket seen, Clock clock) {
        return new CandidateJudge(this::ledger, seen, this, this, this, meters(), clock, "0.1.0");
    }

    /** A service that has just started. */
    RequestJudge requestJudge() {
        return requestJudge(bucket, CLOCK);
    }

    RequestJudge requestJudge(Bucket seen, Clock clock) {
        return new RequestJudge(this::ledger, seen, this, meters(), clock);
    }

    /** A service that has just started. */
    CheckpointJudge checkpointJudge() {
        return new CheckpointJudge(this::ledger, new Claims(bucket), this::validation, this, meters());
    }

    <E extends Event> List<E> published(Class<E> type) {
        return published.stream().filter(type::isInstance).map(type::cast).toList();
    }

    static CheckpointSaved saved(String run, int attempt, int epoch) {
        return new CheckpointSaved(DATASET, run, attempt, BucketLayout.checkpoint(run, attempt, 0, epoch), "head", 0, epoch, 0.5,
                "manifests/parts/1.json", BASE, PLAN);
    }

    static CandidateReady candidate(String run, int attempt) {
        return new CandidateReady(DATASET, run, attempt, BucketLayout.checkpoint(run, attempt, 0, 3), "manifests/parts/1.json",
                BASE, PLAN, List.of(), 12.5, 100, 10);
    }

    @Override
    public ScoredCandidate score(CandidateReady candidate, String checkpoint, Path directory) throws IOException {
        scored.add(checkpoint);
        Path model = Files.writeString(directory.resolve("model.keras"), "the model of " + checkpoint);
        Path labels = Files.writeString(directory.resolve("labels.txt"), "good\nscratch\n");
        double accuracy = testAccuracies.get(candidate.run());
        return new ScoredCandidate(new Measured(metrics(Split.TEST, 0.3, accuracy), LABELS, predictions(accuracy), export,
                new Footprint(List.of(new Footprint.FileSize("model.keras", 1000)), 0.5, 20)), List.of(), List.of(),
                List.of(model, labels));
    }

    @Override
    public Incumbent score(Champion champion, CandidateReady candidate) {
        return new Incumbent.Scored(champion.version(), LABELS, predictions(testAccuracies.get(champion.run())));
    }

    /** So many hundredths of a hundred images are right. */
    private static List<Prediction> predictions(double accuracy) {
        return IntStream.range(0, 100).mapToObj(i -> new Prediction("image " + i, 0,
                i < Math.round(100 * accuracy) ? List.of(0.75f, 0.25f) : List.of(0.25f, 0.75f))).toList();
    }

    @Override
    public Optional<String> write(CandidateReady candidate, Exported model, ModelDecided decided) {
        if (!reportable) {
            return Optional.empty();
        }
        try {
            bucket.put(model.prefix() + "report.html", decided.reason().getBytes(StandardCharsets.UTF_8), "text/html");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(model.prefix() + "report.html");
    }

    @Override
    public void release(CandidateReady candidate) {
        released.add(candidate.run());
    }

    private ScoredCheckpoint validation(CheckpointSaved saved) {
        scored.add(saved.checkpoint());
        return new ScoredCheckpoint(metrics(Split.VALIDATION, validationLosses.get(saved.checkpoint()), 0.5), null,
                new Spent(saved.epoch(), saved.epoch(), saved.epoch()));
    }

    private static Metrics metrics(Split split, Double loss, double accuracy) {
        return new Metrics(split, 100, loss, accuracy, List.of(), List.of());
    }

    @Override
    public CompletionStage<Void> publish(Event event) {
        publishAndWait(event);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void publishAndWait(Event event) {
        step();
        published.add(event);
    }

    private RunLedger ledger() {
        beforeStep.run();
        RunLedger ledger = new RunLedger();
        published.forEach(ledger::apply);
        return ledger;
    }

    private void step() {
        beforeStep.run();
        if (stepsUntilCrash-- == 0) {
            throw new Crash();
        }
    }

    private static EvaluationMeters meters() {
        return new EvaluationMeters(new SimpleMeterRegistry());
    }
}
