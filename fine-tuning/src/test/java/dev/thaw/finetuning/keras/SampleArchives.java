package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/**
 * Writes archives for {@code src/test/python/keras_loads_archives.py}, which loads them with real Keras:
 * in {@code layers} each case of {@link LayerCase}, {@code every_layer.keras} with the value of each weight and the engine's output for random images beside it, and a converted copy of each model file given.
 */
final class SampleArchives {

    private SampleArchives() {
    }

    /** @param arguments the folder to write to, then Keras files to convert, each as a base with its preprocessing inside if it is known */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Network network = SampleNetworks.everyLayer();
        Weights weights = SampleNetworks.weights(network, 7);
        KerasFile.write(folder.resolve("every_layer.keras"), network, weights);
        writeValues(Files.createDirectories(folder.resolve("every_layer")), weights);
        writeOutput(folder, network, weights);
        Path layers = Files.createDirectories(folder.resolve("layers"));
        for (LayerCase layer : LayerCase.all()) {
            KerasFile.write(layers.resolve(layer.name() + ".keras"), layer.model().network(), layer.model().weights());
        }
        for (int i = 1; i < arguments.length; i++) {
            Path file = Path.of(arguments[i]);
            String name = file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
            KerasModel model = KerasFile.read(file);
            KerasFile.write(folder.resolve(name + ".keras"), model.network(), model.weights());
            BaseModel base = BaseModelReader.read(file, null);
            KerasFile.write(folder.resolve(name + ".base.keras"), base.backbone(), base.weights());
        }
    }

    /** The engine's output for four random images, to compare with Keras's. */
    private static void writeOutput(Path folder, Network network, Weights weights) throws IOException {
        Shape shape = network.inputs().get(0).shape();
        float[] images = new float[4 * Math.toIntExact(shape.elements())];
        Random random = new Random(3);
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextInt(256);
        }
        Tensor input = Tensor.of(images, 4, shape.get(0), shape.get(1), shape.get(2));
        write(folder.resolve("every_layer.input"), images);
        try (InferenceProgram program = new SameDiffEngine().inference(network, weights, List.of(network.output()))) {
            Tensor output = program.run(Map.of(network.inputs().get(0).name(), input)).get(network.output());
            write(folder.resolve("every_layer.output"), output.data());
        }
    }

    private static void write(Path file, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
    }

    /** One file of little-endian float32 per weight: {@code <layer>.<weight>.f32}, slashes in names as underscores. */
    private static void writeValues(Path folder, Weights weights) throws IOException {
        for (String name : weights.tensors().keySet()) {
            int end = name.lastIndexOf('/');
            String file = name.substring(0, end).replace('/', '_') + "." + name.substring(end + 1) + ".f32";
            write(folder.resolve(file), weights.get(name).data());
        }
    }
}
