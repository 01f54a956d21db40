package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Spent;
import dev.thaw.contract.event.Split;
import dev.thaw.evaluator.promotion.ExportCheck;
import dev.thaw.evaluator.promotion.Footprint;
import dev.thaw.evaluator.promotion.Incumbent;
import dev.thaw.evaluator.promotion.Measured;
import dev.thaw.evaluator.work.CandidateScoring;
import dev.thaw.evaluator.work.ScoredCandidate;
import dev.thaw.evaluator.work.ScoredCheckpoint;
import dev.thaw.evaluator.work.ValidationScoring;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.evaluation.EpochScores;
import dev.thaw.finetuning.evaluation.Scores;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.CheckpointState;
import dev.thaw.service.tuning.BucketCheckpointStore;

/** Scores what is in the bucket. The numerical library is loaded with the first checkpoint, not before. One thread at a time. */
public final class BucketScoring implements ValidationScoring, CandidateScoring, AutoCloseable {
    private final Bucket bucket;
    private final Supplier<Engine> engines;
    private final WarmRuns runs;
    private Engine engine;

    /**
     * @param cache a directory for copies of images, bases and features
     * @param bankBytes how large the feature bank may grow
     * @param warmRuns how many runs keep their networks compiled
     * @param engines makes the engine when the first checkpoint comes
     */
    public BucketScoring(Bucket bucket, Path cache, long bankBytes, int warmRuns, Supplier<Engine> engines) {
        this.bucket = bucket;
        this.engines = engines;
        this.runs = new WarmRuns(warmRuns, subject -> WarmRun.open(subject, bucket, cache, bankBytes, engine()));
    }

    @Override
    public ScoredCheckpoint score(CheckpointSaved saved) throws IOException {
        Checkpoint checkpoint = load(saved.run(), saved.attempt(), saved.checkpoint());
        CheckpointState state = checkpoint.state();
        if (state.stageIndex() != saved.stageIndex() || state.epoch() != saved.epoch()) {
            throw new IllegalArgumentException("the checkpoint " + saved.checkpoint() + " is of stage " + state.stageIndex()
                    + ", epoch " + state.epoch() + ", the event says stage " + saved.stageIndex() + ", epoch "
                    + saved.epoch());
        }
        EpochScores scores = runs.get(RunSubject.of(saved)).score(checkpoint);
        return new ScoredCheckpoint(EventMetrics.of(Split.VALIDATION, scores.validation()),
                Double.isFinite(scores.trainingLoss()) ? scores.trainingLoss() : null,
                new Spent(scores.spent().stageSeconds(), scores.spent().runSeconds(), scores.spent().runEpochs()));
    }

    @Override
    public ScoredCandidate score(CandidateReady candidate, String checkpointPrefix, Path directory) throws IOException {
        WarmRun run = runs.get(RunSubject.of(candidate));
        Checkpoint checkpoint = load(candidate.run(), candidate.attempt(), checkpointPrefix);
        Scores scores = run.test(checkpoint);
        TrainedModel.of(run.task(), checkpoint.weights()).write(directory);
        List<Path> models = Stream.of(TrainedModel.MODEL, TrainedModel.ONNX).map(directory::resolve).toList();
        ExportCheck export = new ExportComparison(scores.predictions(), run.images()).of(directory, engine());
        Footprint footprint = new FootprintMeasurement(scores.predictions(), run.images()).of(models);
        TestSlices slices = TestSlices.read(bucket, candidate.manifest());
        return new ScoredCandidate(
                new Measured(EventMetrics.of(Split.TEST, scores), run.task().labels(), scores.predictions(), export, footprint),
                slices.byGroup(scores.predictions()), slices.byWindow(scores.predictions()),
                Stream.concat(models.stream(), Stream.of(directory.resolve(TrainedModel.LABELS))).toList());
    }

    @Override
    public Incumbent score(Champion champion, CandidateReady candidate) throws IOException {
        return new ChampionScoring(bucket, engine()).score(champion, runs.get(RunSubject.of(candidate)), candidate.run());
    }

    /** What a candidate's run was made of. */
    public RunMaterial material(CandidateReady candidate) throws IOException {
        WarmRun run = runs.get(RunSubject.of(candidate));
        return new RunMaterial(run.manifest(), run.task(), run.images());
    }

    @Override
    public void release(CandidateReady candidate) {
        runs.close(RunSubject.of(candidate));
    }

    private Checkpoint load(String run, int attempt, String prefix) {
        return new BucketCheckpointStore(bucket, run, attempt).load(prefix);
    }

    private Engine engine() {
        if (engine == null) {
            engine = engines.get();
        }
        return engine;
    }

    @Override
    public void close() {
        runs.close();
    }
}
