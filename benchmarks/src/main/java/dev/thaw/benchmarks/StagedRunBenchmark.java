package dev.thaw.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.LocalJudge;
import dev.thaw.finetuning.evaluation.Scores;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.BaseModelReader;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.DirectoryShardStore;
import dev.thaw.finetuning.training.FeatureBank;
import dev.thaw.finetuning.training.FineTuner;
import dev.thaw.finetuning.training.FineTuningResult;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.StartingModel;
import dev.thaw.finetuning.training.TrainingImage;
import dev.thaw.finetuning.training.TrainingListener;
import dev.thaw.finetuning.training.TransientCheckpoints;

/**
 * Thaw's side of the comparison of whole staged runs, by the library alone. Arguments: base file, directory of prepared photos,
 * plan file, directory of the feature bank, number of training images. Prints one line of JSON.
 */
public final class StagedRunBenchmark {

    private StagedRunBenchmark() {
    }

    public static void main(String[] arguments) throws IOException {
        BaseModel base = BaseModelReader.read(Path.of(arguments[0]), null);
        PreparedPhotos photos = new PreparedPhotos(Path.of(arguments[1]));
        List<TrainingImage> images = photos.images(Integer.parseInt(arguments[4]));
        Path bankDirectory = Path.of(arguments[3]);
        Engine engine = new SameDiffEngine();
        long loading = System.nanoTime();
        // the peer has imported its library, too, when its clock begins
        engine.load();
        double loaded = (System.nanoTime() - loading) / 1e9;
        long begin = System.nanoTime();
        FineTuningTask task = FineTuningTask.prepare(base, PlanReader.read(Files.readString(Path.of(arguments[2]))),
                photos.labels(), arguments.length > 5 ? start(Path.of(arguments[5])) : null);
        FeatureBank bank = new FeatureBank(new DirectoryShardStore(bankDirectory.resolve("store")),
                bankDirectory.resolve("cache"));
        TransientCheckpoints checkpoints = new TransientCheckpoints();
        try (CheckpointScorer scorer = new CheckpointScorer(engine, task, photos, bank)) {
            FineTuningResult result = new FineTuner(engine, task, images, photos, bank, checkpoints,
                    new LocalJudge(scorer, task, images), new TrainingListener() {
                    }).run();
            Checkpoint best = checkpoints.load(result.candidate());
            Scores scores = scorer.score(best.weights(), best.state().stageIndex(), photos.images(Split.TEST));
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(Locale.ROOT,
                    "{\"peer\": \"thaw\", \"seconds\": %.1f, \"loading\": %.1f, \"accuracy\": %.4f, \"loss\": %.4f, \"epochs\": %s, \"megabytes\": %d, \"hits\": %d, \"misses\": %d}%n",
                    seconds, loaded, scores.accuracy(), scores.loss(),
                    result.stages().stream().map(stage -> stage.epochs()).toList(),
                    PeakMemory.megabytes(), bank.hits(), bank.misses());
            TrainedModel.of(task, best.weights()).write(bankDirectory);
        }
    }

    /** The model of an earlier run. */
    private static StartingModel start(Path file) throws IOException {
        TrainedModel model = TrainedModel.read(file);
        return new StartingModel(model.weights(), model.labels());
    }
}
