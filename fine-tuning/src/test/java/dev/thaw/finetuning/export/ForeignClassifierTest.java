package dev.thaw.finetuning.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.keras.SampleNetworks;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.SampleRun;

/** Classifiers as people save them after the usual tutorial: pixels are scaled before the network, and it may end in logits. */
class ForeignClassifierTest {
    private static final List<String> LABELS = List.of("cup", "fork", "glass");
    private static final Size ONE = Size.square(1);

    @TempDir
    Path work;

    @Test
    void itsPixelsAreScaledAsItsArchitectureWantsAndItsLogitsBecomeProbabilities() throws IOException {
        // given
        Network network = network("conv_pw_1", 3, Activation.LINEAR);
        Weights weights = SampleNetworks.weights(network, 1);
        byte[] pixels = pixels();
        float[] logits = output(network, weights, scaled(pixels));
        Path file = written(network, weights, LABELS);
        // when
        List<Float> probabilities = probabilities(TrainedModel.read(file, null), pixels);
        // then
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        for (int label = 0; label < 3; label++) {
            assertThat(probabilities.get(label)).isCloseTo((float) (Math.exp(logits[label]) / sum), within(1e-6f));
        }
        assertThat(logits[0]).isNotCloseTo(logits[1], within(1e-3f));
    }

    @Test
    void aSingleLogitIsTheSecondLabelsAndProbabilitiesStayAsTheyAre() throws IOException {
        Network logit = network("conv_pw_1", 1, Activation.LINEAR);
        Network sigmoid = network("conv_pw_1", 1, Activation.SIGMOID);
        Weights weights = SampleNetworks.weights(logit, 2);
        byte[] pixels = pixels();
        float second = (float) (1 / (1 + Math.exp(-output(logit, weights, scaled(pixels))[0])));

        for (Network network : List.of(logit, sigmoid)) {
            Path file = written(network, weights, LABELS.subList(0, 2));

            List<Float> probabilities = probabilities(TrainedModel.read(file, null), pixels);

            assertThat(probabilities.get(0)).isCloseTo(1 - second, within(1e-6f));
            assertThat(probabilities.get(1)).isCloseTo(second, within(1e-6f));
        }
    }

    @Test
    void ofAnArchitectureThatIsNotKnownThePreprocessingIsAskedFor() throws IOException {
        Network network = network("somebodys", 3, Activation.SOFTMAX);
        Weights weights = SampleNetworks.weights(network, 3);
        Path file = written(network, weights, LABELS);
        byte[] pixels = pixels();

        assertThatThrownBy(() -> TrainedModel.read(file, null)).isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("model.keras: does not say how its pixels are to be scaled")
                .hasMessageContaining("(--preprocessing)");
        float[] expected = output(network, weights, scaled(pixels));
        List<Float> named = probabilities(TrainedModel.read(file, Preprocessing.TF), pixels);
        for (int label = 0; label < 3; label++) {
            assertThat(named.get(label)).isCloseTo(expected[label], within(1e-6f));
        }
    }

    @Test
    void whatThawTrainedTakesRawPixelsWhateverItsBaseIs() {
        Network mobileNet = network("conv_pw_1", 3, Activation.SOFTMAX).upTo("conv_pw_1");
        BaseModel onRawPixels = new BaseModel(mobileNet, SampleNetworks.weights(mobileNet, 1), "0".repeat(64),
                Preprocessing.NONE);

        FineTuningTask task = FineTuningTask.prepare(onRawPixels,
                PlanReader.read("stages: [{name: head, thaw: none, learningRate: 0.01, epochs: 1}]"), LABELS);

        assertThat(Preprocessing.of(mobileNet)).contains(Preprocessing.TF);
        assertThat(Preprocessing.of(task.network())).contains(Preprocessing.NONE);
    }

    @Test
    void itsFilesSayWhatIsStillToBeDoneToItsPixels() throws Exception {
        Network network = network("conv_pw_1", 3, Activation.LINEAR);
        SavedModel model = new SavedModel(network, SampleNetworks.weights(network, 1), LABELS);

        assertThat(scalingOf(model)).contains("\"scaling\":\"x / 127.5 - 1, before the model\"");
        assertThat(scalingOf(model.takingPixels(Preprocessing.TF))).contains("\"scaling\":\"none, it is inside the model\"");
        assertThatThrownBy(() -> model.takingPixels(Preprocessing.TF).takingPixels(Preprocessing.UNIT))
                .hasMessage("has its preprocessing inside already, in layer thaw_rescaling");
    }

    @Test
    void whatDoesNotLookAtImagesIsRefused() throws IOException {
        Network vector = new Network("vector", List.of(new Node(new Layer.Input("in", Shape.of(4)), List.of()),
                new Node(new Layer.Dense("dense", 3, Activation.SOFTMAX, true), List.of("in"))), "dense");
        Path file = written(vector, SampleNetworks.weights(vector, 1), LABELS);

        assertThatThrownBy(() -> TrainedModel.read(file, Preprocessing.NONE))
                .hasMessage("model.keras: takes 1 input(s), the first of shape (4), not one RGB image (height, width, 3)");
    }

    /** @param last with the name before it, a sign of MobileNet */
    private static Network network(String last, int outputs, Activation activation) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(new Layer.Input("image", Shape.of(6, 5, 3)), List.of()));
        nodes.add(
                new Node(new Layer.DepthwiseConv2D("conv_dw_1", Size.square(3), ONE, Padding.SAME, ONE, 1, Activation.RELU, true),
                        List.of("image")));
        nodes.add(new Node(new Layer.Conv2D(last, 4, ONE, ONE, Padding.SAME, ONE, 1, Activation.RELU, true),
                List.of("conv_dw_1")));
        nodes.add(new Node(new Layer.GlobalAveragePooling2D("pool", false), List.of(last)));
        nodes.add(new Node(new Layer.Dense("dense", outputs, activation, true), List.of("pool")));
        return new Network("tutorial", nodes, "dense");
    }

    private Path written(Network network, Weights weights, List<String> labels) throws IOException {
        Files.write(work.resolve(TrainedModel.LABELS), labels);
        Path file = work.resolve(TrainedModel.MODEL);
        KerasFile.write(file, network, weights);
        return file;
    }

    private String scalingOf(SavedModel model) throws Exception {
        return ModelMetadata.of(model, "{}").get("preprocessing");
    }

    private static byte[] pixels() {
        byte[] pixels = new byte[6 * 5 * 3];
        new Random(5).nextBytes(pixels);
        return pixels;
    }

    private static float[] scaled(byte[] pixels) {
        float[] numbers = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            numbers[i] = (pixels[i] & 0xFF) / 127.5f - 1;
        }
        return numbers;
    }

    private static float[] output(Network network, Weights weights, float[] numbers) {
        try (InferenceProgram program = SampleRun.ENGINE.inference(network, weights, List.of(network.output()))) {
            return program.run(Map.of("image", Tensor.of(numbers, 1, 6, 5, 3))).get(network.output()).data();
        }
    }

    private static List<Float> probabilities(TrainedModel model, byte[] pixels) {
        try (Predictor predictor = new Predictor(SampleRun.ENGINE, model)) {
            return predictor.probabilities(pixels);
        }
    }
}
