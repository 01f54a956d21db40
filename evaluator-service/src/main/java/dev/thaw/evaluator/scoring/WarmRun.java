package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.nio.file.Path;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.EpochScorer;
import dev.thaw.finetuning.evaluation.EpochScores;
import dev.thaw.finetuning.evaluation.Scores;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.FeatureBank;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.ImageSource;
import dev.thaw.finetuning.training.Split;
import dev.thaw.service.tuning.BaseModelCache;
import dev.thaw.service.tuning.BucketImageSource;
import dev.thaw.service.tuning.BucketShardStore;
import dev.thaw.service.tuning.PackedManifest;
import dev.thaw.service.tuning.StartingModelCache;

/** A run whose task is prepared and whose network stays compiled from one checkpoint to the next. Holds native memory until it is closed. */
final class WarmRun implements AutoCloseable {
    private final PackedManifest manifest;
    private final FineTuningTask task;
    private final ImageSource images;
    private final CheckpointScorer scorer;
    private final EpochScorer epochs;

    private WarmRun(PackedManifest manifest, FineTuningTask task, ImageSource images, CheckpointScorer scorer) {
        this.manifest = manifest;
        this.task = task;
        this.images = images;
        this.scorer = scorer;
        this.epochs = new EpochScorer(scorer, task, manifest.images());
    }

    /**
     * @param cache a directory for copies of images, bases and features
     * @param bankBytes how large the feature bank may grow
     */
    static WarmRun open(RunSubject subject, Bucket bucket, Path cache, long bankBytes, Engine engine) throws IOException {
        PackedManifest manifest = PackedManifest.read(bucket, subject.manifest());
        BaseModel base = new BaseModelCache(bucket, cache.resolve("bases")).read(subject.base(), manifest.imageSize());
        FineTuningTask task = FineTuningTask.prepare(base, PlanReader.read(subject.plan()), manifest.header().labels(),
                new StartingModelCache(bucket, cache.resolve("bases")).read(subject.start()));
        ImageSource images = new BucketImageSource(bucket, cache.resolve("images"), manifest);
        FeatureBank bank = new FeatureBank(new BucketShardStore(bucket), cache.resolve("features"), bankBytes);
        return new WarmRun(manifest, task, images, new CheckpointScorer(engine, task, images, bank));
    }

    /** As early stopping looks at a checkpoint. */
    EpochScores score(Checkpoint checkpoint) {
        return epochs.score(checkpoint);
    }

    /** On the test split. */
    Scores test(Checkpoint checkpoint) {
        return scorer.score(checkpoint.weights(), checkpoint.state().stageIndex(), manifest.images().of(Split.TEST));
    }

    PackedManifest manifest() {
        return manifest;
    }

    FineTuningTask task() {
        return task;
    }

    ImageSource images() {
        return images;
    }

    @Override
    public void close() {
        scorer.close();
    }
}
