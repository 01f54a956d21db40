package dev.thaw.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.ManifestHeader;
import dev.thaw.contract.bucket.ManifestWriter;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.ClassificationReport;
import dev.thaw.finetuning.evaluation.LocalJudge;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.DirectoryShardStore;
import dev.thaw.finetuning.training.FeatureBank;
import dev.thaw.finetuning.training.FineTuner;
import dev.thaw.finetuning.training.FineTuningResult;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.TrainingListener;
import dev.thaw.finetuning.training.TransientCheckpoints;
import dev.thaw.service.tuning.PackedManifest;

/**
 * A data set of very many images, from its manifest to the report on a candidate: the manifest is written and read as ingest, trainer
 * and evaluator do, every image goes once through a small frozen network into the feature bank, a head is trained for one epoch, and its
 * checkpoint is scored. Only the pixels are made up. Arguments: work directory, number of images. Prints one line for each step.
 */
public final class ManifestBenchmark {
    private static final String PLAN = """
            seed: 1
            batchSize: 256
            head: {pooling: average, dropout: 0.0}
            stages: [{name: head, thaw: none, learningRate: 0.02, epochs: 1}]
            """;
    private final Path work;
    private final SyntheticImages images;
    private long begin = System.nanoTime();

    private ManifestBenchmark(Path work, int count) {
        this.work = work;
        this.images = new SyntheticImages(count);
    }

    public static void main(String[] arguments) throws IOException {
        ManifestBenchmark benchmark = new ManifestBenchmark(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Path file = benchmark.write();
        benchmark.train(benchmark.read(file));
    }

    private Path write() throws IOException {
        Path file = work.resolve("manifest.json");
        ManifestHeader header = new ManifestHeader(SyntheticImages.DATASET, 1, SyntheticImages.LABELS,
                new Manifest.ImageSize(SyntheticImages.SIDE, SyntheticImages.SIDE), null);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ManifestWriter.write(out, header, images.entries(), Collections.emptyIterator());
        }
        tell("manifest written, " + (Files.size(file) >> 20) + " MiB");
        return file;
    }

    private PackedManifest read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            PackedManifest manifest = PackedManifest.read(in);
            tell("manifest read, " + manifest.images().size() + " images");
            return manifest;
        }
    }

    private void train(PackedManifest manifest) throws IOException {
        Engine engine = new SameDiffEngine();
        FineTuningTask task = FineTuningTask.prepare(SmallBase.make(), PlanReader.read(PLAN), manifest.header().labels());
        FeatureBank bank = new FeatureBank(new DirectoryShardStore(work.resolve("store")), work.resolve("cache"));
        TransientCheckpoints checkpoints = new TransientCheckpoints();
        try (CheckpointScorer scorer = new CheckpointScorer(engine, task, images, bank)) {
            FineTuningResult result = new FineTuner(engine, task, manifest.images(), images, bank, checkpoints,
                    new LocalJudge(scorer, task, manifest.images()), new Phases()).run();
            tell("checkpoint scored on the validation split, loss " + figure(result.stages().get(0).validationLoss()));
            Checkpoint best = checkpoints.load(result.candidate());
            ClassificationReport report = ClassificationReport
                    .of(scorer.score(best.weights(), best.state().stageIndex(), manifest.images().of(Split.TEST)));
            tell("candidate scored on the test split, " + report.scores().predictions().size() + " images, accuracy "
                    + figure(report.scores().accuracy()));
            System.gc();
            System.out.printf(Locale.ROOT, "heap in use after a collection %d MiB, of at most %d; peak resident %d MiB%n",
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20,
                    Runtime.getRuntime().maxMemory() >> 20, PeakMemory.megabytes());
        }
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private void tell(String what) {
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", what, (System.nanoTime() - begin) / 1e9);
        begin = System.nanoTime();
    }

    /** Tells when the features and the epoch are through. */
    private final class Phases implements TrainingListener {
        @Override
        public void progress(Progress progress) {
            if (progress.step() == progress.steps() && progress.steps() > 0) {
                tell(switch (progress.phase()) {
                    case FEATURES -> "features of " + progress.steps() + " images computed and banked";
                    case TRAINING -> "one epoch of the head, " + progress.steps() + " steps";
                    case WAITING_FOR_EVALUATION -> "waited";
                });
            }
        }
    }
}
