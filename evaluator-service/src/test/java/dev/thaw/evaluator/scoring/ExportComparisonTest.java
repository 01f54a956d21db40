package dev.thaw.evaluator.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.evaluator.promotion.ExportCheck;
import dev.thaw.evaluator.promotion.ExportCheck.ExportedFile;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.export.Predictor;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

class ExportComparisonTest {
    private static final int TEST_IMAGES = 20;
    private final Engine engine = new SameDiffEngine();

    @TempDir
    Path directory;

    @Test
    void filesThatGiveWhatWasMeasuredPass() throws IOException {
        model(0.02f).write(directory);

        ExportCheck check = check();

        assertThat(check.images()).isEqualTo(8);
        assertThat(check.files()).extracting(ExportedFile::name).containsExactly("model.keras", "model.onnx");
        assertThat(check.files()).allSatisfy(file -> assertThat(file.largestDifference()).isLessThan(1e-6));
        assertThat(check.failed()).isEmpty();
    }

    @Test
    void aFileOfAnotherModelFails() throws IOException {
        model(0.021f).write(directory);
        Path wrong = Files.move(directory.resolve(TrainedModel.ONNX), directory.resolve("wrong"));
        model(0.02f).write(directory);
        Files.copy(wrong, directory.resolve(TrainedModel.ONNX), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(check().failed()).hasValueSatisfying(file -> {
            assertThat(file.name()).isEqualTo("model.onnx");
            assertThat(file.largestDifference()).isGreaterThan(ExportCheck.TOLERANCE);
        });
    }

    @Test
    void aFileThatCannotBeRunFailsWithItsReason() throws IOException {
        model(0.02f).write(directory);
        Files.write(directory.resolve(TrainedModel.ONNX), new byte[100]);

        assertThat(check().failed()).hasValueSatisfying(file -> {
            assertThat(file.name()).isEqualTo("model.onnx");
            assertThat(file.largestDifference()).isNull();
            assertThat(file.problem()).startsWith("ONNX Runtime says: ");
        });
    }

    /** What the model with the factor 0.02 gives, against the files. */
    private ExportCheck check() throws IOException {
        List<Prediction> measured = new ArrayList<>();
        try (Predictor predictor = new Predictor(engine, model(0.02f))) {
            for (int image = 0; image < TEST_IMAGES; image++) {
                measured.add(new Prediction(Integer.toString(image), 0, predictor.probabilities(pixels(image))));
            }
        }
        return new ExportComparison(measured, image -> pixels(Integer.parseInt(image))).of(directory, engine);
    }

    private static byte[] pixels(int image) {
        byte[] pixels = new byte[12];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (image * 11 + i);
        }
        return pixels;
    }

    private static TrainedModel model(float factor) {
        Network network = new Network("small", List.of(new Node(new Layer.Input("image", Shape.of(2, 2, 3)), List.of()),
                new Node(new Layer.GlobalAveragePooling2D("pool", false), List.of("image")),
                new Node(new Layer.Dense("classes", 2, Activation.SOFTMAX, false), List.of("pool"))), "classes");
        Weights weights = new Weights(Map.of("classes/kernel",
                Tensor.of(new float[]{factor, -factor, 0, factor, -factor, 0}, 3, 2)));
        return new TrainedModel(network, weights, List.of("dark", "light"));
    }
}
