package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import dev.thaw.finetuning.augmentation.Augmentation;
import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.network.Weights;

/**
 * The learning-rate range test (Smith, 2015, arXiv:1506.01186): a stage is trained for some steps while its rate rises exponentially,
 * until the loss grows out of hand. A good rate lies where the loss falls most steeply. Nothing of it is kept.
 */
public final class LearningRateFinder {
    /** The rate of the first step. */
    public static final double LOWEST = 1e-7;
    /** The rate that the last step would have. */
    public static final double HIGHEST = 10;
    /** At most. */
    public static final int STEPS = 100;
    /**
     * The steps go round a few batches, whose losses before any training are known: what a step adds to its batch's own loss is the
     * effect of the rate, not that this batch is harder than the last.
     */
    private static final int BATCHES = 20;
    /** Of the running mean that decides when to stop. */
    private static final double MEMORY = 0.9;
    private static final int WARM_UP = 10;
    private static final double OUT_OF_HAND = 4;

    private final Engine engine;
    private final FineTuningTask task;
    private final List<TrainingImage> images;
    private final FeatureExtraction extraction;

    /** @param images those of the training split are used, as many as the steps need */
    public LearningRateFinder(Engine engine, FineTuningTask task, List<TrainingImage> images, ImageSource source,
            FeatureBank bank) {
        this.engine = engine;
        this.task = task;
        this.images = images.stream().filter(image -> image.split() == Split.TRAIN)
                .limit((long) BATCHES * task.plan().batchSize()).toList();
        this.extraction = new FeatureExtraction(engine, task, source, bank);
    }

    /**
     * @param trained what the stages before have trained; empty for the first stage
     * @param features told how many variants of images have gone through the frozen layers
     * @param steps told how many steps are done
     */
    public LearningRateCurve find(PreparedStage stage, Weights trained, IntConsumer features, IntConsumer steps) {
        Weights weights = task.initialWeights().with(trained);
        StageInputs inputs = extraction.completeOnly(stage, weights, variants(stage), features);
        List<Double> rates = rates();
        List<Double> losses = new ArrayList<>();
        try (StageTraining training = new StageTraining(engine, task, stage, inputs, weights, images, TrainingListener.SILENT)) {
            RunningMean mean = new RunningMean();
            List<Double> before = untrained(training);
            double level = before.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            while (losses.size() < STEPS) {
                int batch = losses.size() % before.size();
                double loss = level - before.get(batch) + step(training, rates.get(losses.size()), batch);
                if (!Double.isFinite(loss)) {
                    return LearningRateCurve.of(rates, losses, true);
                }
                losses.add(loss);
                steps.accept(losses.size());
                if (mean.outOfHandWith(loss)) {
                    return LearningRateCurve.of(rates, losses, true);
                }
            }
        }
        return LearningRateCurve.of(rates, losses, false);
    }

    private static List<Double> untrained(StageTraining training) {
        return IntStream.range(0, training.batches(1).size()).mapToObj(batch -> step(training, 0, batch)).toList();
    }

    /** Always with the same variants and the same dropout, so that a batch's losses can be compared. */
    private static double step(StageTraining training, double rate, int batch) {
        return training.stepAt(rate, training.batches(1).get(batch), 1, batch);
    }

    /** What has to go through the frozen layers before the stage can be tested. */
    public List<ImageVariant> variants(PreparedStage stage) {
        Augmentation augmentation = new Augmentation(task.plan().augmentation(), task.plan().seed());
        return stage.banked()
                ? images.stream().flatMap(image -> augmentation.variants(image.hash()).stream()).toList()
                : List.of();
    }

    private static List<Double> rates() {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            rates.add(LOWEST * Math.pow(HIGHEST / LOWEST, i / (STEPS - 1.0)));
        }
        return rates;
    }

    private static final class RunningMean {
        private double sum;
        private double weight;
        private double best = Double.POSITIVE_INFINITY;
        private int steps;

        private boolean outOfHandWith(double loss) {
            sum = MEMORY * sum + (1 - MEMORY) * loss;
            weight = MEMORY * weight + (1 - MEMORY);
            best = Math.min(best, sum / weight);
            steps++;
            return steps > WARM_UP && sum / weight > OUT_OF_HAND * best;
        }
    }
}
