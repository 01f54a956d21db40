package dev.thaw.finetuning.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.BaseModelReader;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.DirectoryShardStore;
import dev.thaw.finetuning.training.FeatureBank;
import dev.thaw.finetuning.training.FineTuner;
import dev.thaw.finetuning.training.FineTuningResult;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.MemoryCheckpoints;
import dev.thaw.finetuning.training.PhotoFolder;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.StageOutcome;
import dev.thaw.finetuning.training.TrainingListener;

/**
 * An experiment: fine-tunes a base on a directory of photos by a plan, once per seed, and prints what came of it.
 * Arguments: base file, training directory, test directory or -, directory for features and pixels, plan file or -, seeds...
 */
public final class FineTuneFolder {

    private FineTuneFolder() {
    }

    public static void main(String[] arguments) throws IOException {
        BaseModel base = BaseModelReader.read(Path.of(arguments[0]), null);
        Path test = arguments[2].equals("-") ? null : Path.of(arguments[2]);
        Path work = Path.of(arguments[3]);
        PhotoFolder photos = new PhotoFolder(Path.of(arguments[1]), test,
                base.backbone().inputs().get(0).shape(), work.resolve("pixels"));
        String yaml = arguments[4].equals("-") ? "" : Files.readString(Path.of(arguments[4]));
        Engine engine = new SameDiffEngine();
        for (int i = 5; i < arguments.length; i++) {
            FineTuningPlan plan = PlanReader.read("seed: " + arguments[i] + "\n" + yaml);
            run(engine, FineTuningTask.prepare(base, plan, photos.labels()), photos, work, arguments[i]);
        }
    }

    private static void run(Engine engine, FineTuningTask task, PhotoFolder photos, Path work, String seed) {
        FeatureBank bank = new FeatureBank(new DirectoryShardStore(work.resolve("store")), work.resolve("cache"));
        MemoryCheckpoints checkpoints = new MemoryCheckpoints();
        try (CheckpointScorer scorer = new CheckpointScorer(engine, task, photos, bank)) {
            LocalJudge judge = new LocalJudge(scorer, task, photos.images());
            FineTuningResult result = new FineTuner(engine, task, photos.images(), photos, bank, checkpoints, judge,
                    new TrainingListener() {
                        @Override
                        public void stageEnded(StageOutcome stage) {
                            report(stage, scorer, checkpoints, photos);
                        }
                    }).run();
            print("seed %s: %s, bank %d hits %d misses, %.1f s%n", seed, result.candidate(), bank.hits(), bank.misses(),
                    result.seconds());
            if (!photos.images(Split.TEST).isEmpty()) {
                score(scorer, checkpoints.load(result.candidate()), photos, "seed " + seed + " TEST");
            }
        }
    }

    private static void report(StageOutcome stage, CheckpointScorer scorer, MemoryCheckpoints checkpoints, PhotoFolder photos) {
        print("  %s: %d of %d parameters, best %d of %d epochs (%s), validation loss %.4f accuracy %.4f, %.1f s%n",
                stage.name(), stage.trainableParameters(), stage.totalParameters(), stage.bestEpoch(), stage.epochs(),
                stage.stoppedBy(), stage.validationLoss(), stage.validationAccuracy(), stage.seconds());
        if (!photos.images(Split.TEST).isEmpty()) {
            score(scorer, checkpoints.load(stage.bestCheckpoint()), photos, "    " + stage.name());
        }
    }

    private static void score(CheckpointScorer scorer, Checkpoint checkpoint, PhotoFolder photos, String title) {
        Scores scores = scorer.score(checkpoint.weights(), checkpoint.state().stageIndex(), photos.images(Split.TEST));
        print("%s: loss %.4f accuracy %.4f by class %s%n", title, scores.loss(), scores.accuracy(),
                scores.perClass().stream().map(own -> String.format(Locale.ROOT, "%.4f", own.accuracy())).toList());
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
