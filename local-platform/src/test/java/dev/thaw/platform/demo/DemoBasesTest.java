package dev.thaw.platform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.BaseModelReader;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.platform.demo.render.Defect;
import dev.thaw.platform.demo.render.SteelSurfaceRenderer;

class DemoBasesTest {
    private static final int PHOTOS = 16;

    @TempDir
    private Path directory;

    @Test
    void areRecognisedAsBasesThatTakeRawPixels() throws Exception {
        for (Path file : List.of(DemoBases.preTrained(directory), DemoBases.random(directory))) {
            BaseModel base = BaseModelReader.read(file, null);

            assertThat(base.preprocessing()).isEqualTo(Preprocessing.NONE);
            assertThat(base.backbone().inputs().get(0).shape()).isEqualTo(Shape.of(96, 96, 3));
            assertThat(base.backbone().outputShape()).isEqualTo(Shape.of(6, 6, 128));
        }
    }

    @Test
    void fitTheDemosPlan() throws Exception {
        BaseModel base = BaseModelReader.read(DemoBases.preTrained(directory), null);

        FineTuningTask task = FineTuningTask.prepare(base, PlanReader.read(Demo.plan()), SampleImages.labels());

        assertThat(task.stages()).extracting(stage -> stage.plan().name()).containsExactly("head", "top");
        assertThat(task.stages().get(1).trainable()).contains("block4_conv1/kernel").doesNotContain("block3_conv2/kernel");
    }

    @Test
    void tellDefectsApartThatTheyNeverSawOnlyIfPreTrained() throws Exception {
        double preTrained = nearestNeighbourAccuracy(DemoBases.preTrained(directory));
        double random = nearestNeighbourAccuracy(DemoBases.random(directory));

        assertThat(preTrained).isGreaterThan(0.45).isGreaterThan(random + 0.1);
    }

    /** Of each photo, whether the one most like it in the base's mean features has the same defect. */
    private static double nearestNeighbourAccuracy(Path file) throws Exception {
        int photos = PHOTOS * Defect.values().length;
        float[][] features = new float[photos][];
        BaseModel base = BaseModelReader.read(file, null);
        SteelSurfaceRenderer steel = new SteelSurfaceRenderer(96);
        try (InferenceProgram program = new SameDiffEngine().inference(base.backbone(), base.weights(),
                List.of(base.backbone().output()))) {
            for (int i = 0; i < photos; i++) {
                Tensor pixels = pixels(steel.render(Defect.values()[i / PHOTOS], 1000 + i % PHOTOS));
                features[i] = unitMeans(program.run(Map.of(base.backbone().inputs().get(0).name(), pixels))
                        .get(base.backbone().output()));
            }
        }
        int right = 0;
        for (int i = 0; i < photos; i++) {
            int nearest = -1;
            double most = Double.NEGATIVE_INFINITY;
            for (int other = 0; other < photos; other++) {
                double likeness = other == i ? Double.NEGATIVE_INFINITY : product(features[i], features[other]);
                if (likeness > most) {
                    most = likeness;
                    nearest = other;
                }
            }
            right += nearest / PHOTOS == i / PHOTOS ? 1 : 0;
        }
        return right / (double) photos;
    }

    private static Tensor pixels(BufferedImage photo) {
        int side = photo.getWidth();
        float[] data = new float[side * side * 3];
        for (int i = 0; i < side * side; i++) {
            int rgb = photo.getRGB(i % side, i / side);
            data[3 * i] = rgb >> 16 & 255;
            data[3 * i + 1] = rgb >> 8 & 255;
            data[3 * i + 2] = rgb & 255;
        }
        return Tensor.of(data, 1, side, side, 3);
    }

    private static float[] unitMeans(Tensor activations) {
        int channels = activations.shape().channels();
        float[] means = new float[channels];
        for (int i = 0; i < activations.data().length; i++) {
            means[i % channels] += activations.data()[i];
        }
        float length = (float) Math.sqrt(product(means, means));
        for (int i = 0; i < channels; i++) {
            means[i] /= length;
        }
        return means;
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
