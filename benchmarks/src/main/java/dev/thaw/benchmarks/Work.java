package dev.thaw.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.LossOptions;
import dev.thaw.finetuning.engine.TrainingProgram;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.FineTuningTask;

/** One kind of step on one network, with random images and random weights: only the time counts. */
abstract class Work implements AutoCloseable {
    private static final int CLASSES = 10;
    /** Of the thawed part in the work "top": where the last block begins, by network. */
    private static final Map<String, String> TOP = Map.of("VGG16", "block5_conv1", "ResNet50", "conv5_block1_1_conv", "MobileNet",
            "conv_dw_12", "Xception", "block13_sepconv1");

    abstract void step();

    @Override
    public abstract void close();

    /** @param kind forward; head: only the classifier trains; top: the last block too; full: everything */
    static Work of(Engine engine, String name, int size, int batch, String kind) {
        Application application = Applications.named(name.equals("MobileNet") ? "MobileNet-1.0" : name);
        Network backbone = application.backbone(size, size);
        BaseModel base = new BaseModel(backbone, random(backbone), "", Preprocessing.NONE);
        String thaw = switch (kind) {
            case "forward", "head" -> "none";
            case "top" -> "{from: " + TOP.get(name) + "}";
            case "full" -> "all";
            default -> throw new IllegalArgumentException("no such work: " + kind);
        };
        FineTuningTask task = FineTuningTask.prepare(base,
                PlanReader.read("stages: [{name: one, thaw: " + thaw + ", learningRate: 0.0001, epochs: 1}]"),
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());
        Tensor images = images(batch, size);
        String input = task.network().inputs().get(0).name();
        return kind.equals("forward")
                ? new Forward(engine, task, Map.of(input, images))
                : new Training(engine, task, Map.of(input, images), batch);
    }

    private static final class Forward extends Work {
        private final InferenceProgram program;
        private final Map<String, Tensor> images;

        private Forward(Engine engine, FineTuningTask task, Map<String, Tensor> images) {
            this.program = engine.inference(task.network(), task.initialWeights(), List.of(task.network().output()));
            this.images = images;
        }

        @Override
        void step() {
            program.run(images);
        }

        @Override
        public void close() {
            program.close();
        }
    }

    /** With Adam's formulas, written out here as every peer brings its own. */
    private static final class Training extends Work {
        private static final double RATE = 1e-4;
        private static final double BETA_1 = 0.9;
        private static final double BETA_2 = 0.999;
        private static final double EPSILON = 1e-7;
        private final TrainingProgram program;
        private final Map<String, Tensor> images;
        private final Tensor targets;
        private final float[] sampleWeights;
        private final Map<String, float[]> means = new LinkedHashMap<>();
        private final Map<String, float[]> variances = new LinkedHashMap<>();
        private long step;

        private Training(Engine engine, FineTuningTask task, Map<String, Tensor> images, int batch) {
            Set<String> trainable = task.stages().get(0).trainable();
            this.program = engine.training(task.network(), task.initialWeights(), new LinkedHashSet<>(trainable),
                    LossOptions.PLAIN);
            this.images = images;
            float[] oneHot = new float[batch * CLASSES];
            this.sampleWeights = new float[batch];
            for (int i = 0; i < batch; i++) {
                oneHot[i * CLASSES + i % CLASSES] = 1;
                sampleWeights[i] = 1;
            }
            this.targets = new Tensor(Shape.of(batch, CLASSES), oneHot);
        }

        @Override
        void step() {
            step++;
            program.gradients(images, targets, sampleWeights, step);
            double rate = RATE * Math.sqrt(1 - Math.pow(BETA_2, step)) / (1 - Math.pow(BETA_1, step));
            program.update((weights, gradients) -> weights.forEach(
                    (name, weight) -> adam(name, weight.data(), gradients.get(name).data(), (float) rate)));
        }

        private void adam(String name, float[] weight, float[] gradient, float rate) {
            float[] mean = means.computeIfAbsent(name, unseen -> new float[weight.length]);
            float[] variance = variances.computeIfAbsent(name, unseen -> new float[weight.length]);
            for (int i = 0; i < weight.length; i++) {
                mean[i] += (gradient[i] - mean[i]) * (float) (1 - BETA_1);
                variance[i] += (gradient[i] * gradient[i] - variance[i]) * (float) (1 - BETA_2);
                weight[i] -= rate * mean[i] / ((float) Math.sqrt(variance[i]) + (float) EPSILON);
            }
        }

        @Override
        public void close() {
            program.close();
        }
    }

    private static Tensor images(int batch, int size) {
        Random random = new Random(1);
        float[] pixels = new float[batch * size * size * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat() * 2 - 1;
        }
        return new Tensor(Shape.of(batch, size, size, 3), pixels);
    }

    /** Kernels of variance 2 / inputs, batch normalization as the identity, so that activations stay of one size through any depth. */
    private static Weights random(Network network) {
        Random random = new Random(1);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            LayerWeights.of(network, node.name()).forEach((name, shape) -> {
                float[] values = new float[Math.toIntExact(shape.elements())];
                if (name.endsWith("kernel")) {
                    double fanIn = name.equals("depthwise_kernel")
                            ? shape.get(0) * shape.get(1)
                            : (double) values.length / shape.channels();
                    double deviation = Math.sqrt(2 / fanIn);
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) (deviation * random.nextGaussian());
                    }
                } else if (Set.of("gamma", "moving_variance", "variance").contains(name)) {
                    Arrays.fill(values, 1);
                }
                weights.put(node.name() + "/" + name, new Tensor(shape, values));
            });
        }
        return new Weights(weights);
    }
}
