package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.ManifestReader;
import dev.thaw.evaluator.promotion.Incumbent;
import dev.thaw.evaluator.promotion.KnownPredictions;
import dev.thaw.evaluator.promotion.Lineage;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.export.Predictor;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.TrainingImage;
import dev.thaw.service.tuning.PackedManifest;

/** Scores a champion, as its exported file is, on the test images of another run, as far as it was not asked about them before. */
final class ChampionScoring {
    private static final int BATCH = 32;

    private final Bucket bucket;
    private final Engine engine;
    private final KnownPredictions known;

    ChampionScoring(Bucket bucket, Engine engine) {
        this.bucket = bucket;
        this.engine = engine;
        this.known = new KnownPredictions(bucket);
    }

    /** @param run whose test images count */
    Incumbent score(Champion champion, WarmRun run, String runName) throws IOException {
        List<String> labels = labels(champion);
        if (!run.manifest().header().labels().containsAll(labels)) {
            return new Incumbent.OtherLabels(champion.version(), labels);
        }
        Manifest.ImageSize size = imageSize(champion);
        if (!size.equals(run.manifest().imageSize())) {
            return new Incumbent.OtherImageSize(champion.version(), size.height(), size.width());
        }
        Map<String, Prediction> said = known.of(champion.dataset(), champion.version());
        List<TrainingImage> images = testImages(run.manifest(), labels);
        List<TrainingImage> unknown = images.stream().filter(image -> !said.containsKey(image.hash())).toList();
        if (!unknown.isEmpty()) {
            List<Prediction> fresh = predict(champion, unknown, run);
            known.keep(champion.dataset(), champion.version(), runName, new KnownPredictions.Said(labels, fresh));
            fresh.forEach(prediction -> said.put(prediction.image(), prediction));
        }
        return new Incumbent.Scored(champion.version(), labels, images.stream()
                .map(image -> new Prediction(image.hash(), image.label(), said.get(image.hash()).probabilities())).toList());
    }

    /** Those whose labels the champion knows, numbered as it does. */
    private static List<TrainingImage> testImages(PackedManifest manifest, List<String> labels) {
        int[] renumbered = manifest.header().labels().stream().mapToInt(labels::indexOf).toArray();
        return manifest.images().of(Split.TEST).stream().filter(image -> renumbered[image.label()] >= 0)
                .map(image -> new TrainingImage(image.hash(), renumbered[image.label()], image.split())).toList();
    }

    private List<Prediction> predict(Champion champion, List<TrainingImage> images, WarmRun run)
            throws IOException {
        try (Predictor predictor = new Predictor(engine, new ChampionFiles(bucket, champion).read())) {
            List<Prediction> predictions = new ArrayList<>();
            for (int from = 0; from < images.size(); from += BATCH) {
                List<TrainingImage> batch = images.subList(from, Math.min(images.size(), from + BATCH));
                List<List<Float>> probabilities = predictor
                        .probabilities(batch.stream().map(image -> run.images().pixels(image.hash())).toList());
                for (int i = 0; i < batch.size(); i++) {
                    predictions.add(new Prediction(batch.get(i).hash(), batch.get(i).label(), probabilities.get(i)));
                }
            }
            return predictions;
        }
    }

    private List<String> labels(Champion champion) throws IOException {
        return new String(bucket.get(champion.model() + TrainedModel.LABELS), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank()).toList();
    }

    private Manifest.ImageSize imageSize(Champion champion) throws IOException {
        Lineage lineage = Lineage.read(bucket, champion.model());
        return ManifestReader.header(bucket, lineage.manifest()).imageSize();
    }
}
