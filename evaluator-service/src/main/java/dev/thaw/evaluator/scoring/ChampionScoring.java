package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Split;
import dev.thaw.evaluator.promotion.Incumbent;
import dev.thaw.evaluator.promotion.TestScore;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.evaluation.Scores;
import dev.thaw.finetuning.export.Predictor;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.training.TrainingImage;

/** Scores a champion, as its exported file is, on the test images of another run. */
final class ChampionScoring {
    private final Bucket bucket;
    private final Engine engine;

    ChampionScoring(Bucket bucket, Engine engine) {
        this.bucket = bucket;
        this.engine = engine;
    }

    /** @param run whose test images count */
    Incumbent score(Champion champion, WarmRun run) throws IOException {
        Path directory = Files.createTempDirectory("thaw-champion");
        try {
            fetch(champion.model() + TrainedModel.MODEL, directory.resolve(TrainedModel.MODEL));
            fetch(champion.model() + TrainedModel.LABELS, directory.resolve(TrainedModel.LABELS));
            try (Predictor predictor = new Predictor(engine, TrainedModel.read(directory.resolve(TrainedModel.MODEL)))) {
                return score(champion, predictor, run);
            }
        } finally {
            Files.deleteIfExists(directory.resolve(TrainedModel.MODEL));
            Files.deleteIfExists(directory.resolve(TrainedModel.LABELS));
            Files.delete(directory);
        }
    }

    private static Incumbent score(Champion champion, Predictor predictor, WarmRun run) {
        Manifest manifest = run.manifest();
        if (!predictor.labels().equals(manifest.labels())) {
            return new Incumbent.OtherLabels(champion.version(), predictor.labels());
        }
        if (predictor.height() != manifest.imageSize().height() || predictor.width() != manifest.imageSize().width()) {
            return new Incumbent.OtherImageSize(champion.version(), predictor.height(), predictor.width());
        }
        List<Prediction> predictions = new ArrayList<>();
        for (TrainingImage image : ManifestImages.of(manifest, Split.TEST)) {
            predictions.add(new Prediction(image.hash(), image.label(),
                    predictor.probabilities(run.images().pixels(image.hash()))));
        }
        return new Incumbent.Scored(champion.version(),
                TestScore.of(EventMetrics.of(Split.TEST, Scores.of(predictions, manifest.labels()))));
    }

    private void fetch(String key, Path file) throws IOException {
        try (InputStream in = bucket.open(key)) {
            Files.copy(in, file);
        }
    }
}
