package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.Drift;
import dev.thaw.evaluator.arrivals.ArrivalLedger.Arrived;
import dev.thaw.evaluator.arrivals.ArrivalLedger.Window;
import dev.thaw.evaluator.arrivals.ArrivalScoring;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.evaluation.TwoSampleTest;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.network.ClassProbabilities;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.training.FeatureBank;
import dev.thaw.finetuning.training.FeatureExtraction;
import dev.thaw.finetuning.training.LayerFeatures;
import dev.thaw.finetuning.training.PackedImages;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.TrainingImage;
import dev.thaw.service.tuning.BucketImageSource;
import dev.thaw.service.tuning.BucketShardStore;
import dev.thaw.service.tuning.PackedManifest;

/**
 * Runs the champion's exported file on new images: what its last layer takes goes to the feature bank, its last layer says what it
 * takes them for. One thread at a time.
 */
public final class ChampionOnArrivals implements ArrivalScoring {
    private static final int PERMUTATIONS = 999;
    /** Fewer images than that say nothing. */
    private static final int LEAST_REFERENCE = 10;

    private final Bucket bucket;
    private final Path cache;
    private final long bankBytes;
    private final Supplier<Engine> engines;
    private Engine engine;

    /**
     * @param cache a directory for copies of images and features
     * @param bankBytes how large the feature bank may grow
     * @param engines makes the engine when it is needed first
     */
    public ChampionOnArrivals(Bucket bucket, Path cache, long bankBytes, Supplier<Engine> engines) {
        this.bucket = bucket;
        this.cache = cache;
        this.bankBytes = bankBytes;
        this.engines = engines;
    }

    @Override
    public Measured score(Champion champion, PackedManifest made, Window window, boolean drift) throws IOException {
        TrainedModel model = model(champion);
        List<String> arrived = window.images().stream().map(Arrived::image).toList();
        List<String> reference = drift
                ? ReferenceSample.of(made, window.images().stream().map(Arrived::label).toList())
                : List.of();
        String layer = LayerFeatures.last(model.network());
        LayerFeatures features = features(model, layer, made, arrived, reference);
        List<float[]> vectors = features.of(arrived);
        double accuracy = accuracy(model, layer, vectors, window.images());
        if (reference.size() < LEAST_REFERENCE) {
            return new Measured(accuracy, null);
        }
        TwoSampleTest test = TwoSampleTest.of(vectors, features.of(reference), PERMUTATIONS, window.known());
        return new Measured(accuracy,
                new Drift("mmd2", test.statistic(), test.pValue(), test.permutations(), reference.size()));
    }

    private LayerFeatures features(TrainedModel model, String layer, PackedManifest made, List<String> arrived,
            List<String> reference) {
        List<TrainingImage> all = Stream.concat(arrived.stream(), reference.stream())
                .map(hash -> new TrainingImage(hash, 0, Split.TRAIN)).toList();
        BucketImageSource pixels = new BucketImageSource(bucket, cache.resolve("images"), made.dataset(), made.imageSize(),
                PackedImages.of(all));
        FeatureBank bank = new FeatureBank(new BucketShardStore(bucket), cache.resolve("features"), bankBytes);
        return new LayerFeatures(engine(), model.network(), model.weights(), layer, pixels, bank);
    }

    private double accuracy(TrainedModel model, String layer, List<float[]> vectors, List<Arrived> images) {
        Network head = model.network().from(Set.of(layer));
        int right = 0;
        try (InferenceProgram program = engine().inference(head, FeatureExtraction.weightsOf(head, model.weights()),
                List.of(head.output()))) {
            for (int i = 0; i < vectors.size(); i++) {
                Tensor batch = Tensor.of(vectors.get(i), 1, vectors.get(i).length);
                Prediction prediction = new Prediction(images.get(i).image(), 0,
                        ClassProbabilities.of(program.run(Map.of(layer, batch)).get(head.output()), 0));
                right += model.labels().get(prediction.predicted()).equals(images.get(i).label()) ? 1 : 0;
            }
        }
        return (double) right / vectors.size();
    }

    private TrainedModel model(Champion champion) throws IOException {
        return new ChampionFiles(bucket, champion).read();
    }

    private Engine engine() {
        if (engine == null) {
            engine = engines.get();
        }
        return engine;
    }
}
