package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;

/**
 * Writes archives for {@code src/test/python/keras_loads_archives.py}, which loads them with real Keras:
 * {@code every_layer.keras} with the value of each weight beside it, and a converted copy of each model file given.
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
        for (int i = 1; i < arguments.length; i++) {
            Path file = Path.of(arguments[i]);
            String name = file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
            KerasModel model = KerasFile.read(file);
            KerasFile.write(folder.resolve(name + ".keras"), model.network(), model.weights());
            BaseModel base = BaseModelReader.read(file, null);
            KerasFile.write(folder.resolve(name + ".base.keras"), base.backbone(), base.weights());
        }
    }

    /** One file of little-endian float32 per weight: {@code <layer>.<weight>.f32}, slashes in names as underscores. */
    private static void writeValues(Path folder, Weights weights) throws IOException {
        for (String name : weights.tensors().keySet()) {
            float[] values = weights.get(name).data();
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            int end = name.lastIndexOf('/');
            String file = name.substring(0, end).replace('/', '_') + "." + name.substring(end + 1) + ".f32";
            Files.write(folder.resolve(file), bytes.array());
        }
    }
}
