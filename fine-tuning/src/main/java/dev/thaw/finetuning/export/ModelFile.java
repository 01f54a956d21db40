package dev.thaw.finetuning.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.thaw.finetuning.export.onnx.OnnxReader;
import dev.thaw.finetuning.export.onnx.OnnxWriter;
import dev.thaw.finetuning.keras.HardSigmoids;
import dev.thaw.finetuning.keras.KerasArchitecture;
import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.keras.KerasModel;
import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.safetensors.InvalidSafetensorsException;
import dev.thaw.finetuning.safetensors.Safetensors;
import dev.thaw.finetuning.safetensors.SafetensorsHeader;

/**
 * Whole models as files, in the {@link ModelFormat} that the file's name says. Weights are the same bits in all of them. Keras files are
 * read whoever wrote them, ONNX and safetensors files if Thaw did. Keras files have no place for labels.
 */
public final class ModelFile {

    private ModelFile() {
    }

    /**
     * @throws ModelFileException if its format is not known, it is damaged, or holds no network that Thaw wrote
     * @throws KerasFileException if the network in it cannot be read
     * @throws IOException if it cannot be read from disk
     */
    public static SavedModel read(Path file) throws IOException {
        return read(file, null);
    }

    /**
     * As {@link #read(Path)}, for a Keras file of weights alone.
     *
     * @param architecture of {@link dev.thaw.finetuning.keras.applications.Applications} that the weights belong to; null to recognise it
     * @throws KerasFileException also if the weights do not fit the architecture, or the file is a whole model, which has its own
     */
    public static SavedModel read(Path file, Application architecture) throws IOException {
        ModelFormat format = ModelFormat.ofExisting(file);
        if (architecture != null && format.holdsLabels()) {
            throw new ModelFileException(file, "is a whole model, which has its own architecture; leave --architecture away");
        }
        try {
            return switch (format) {
                case KERAS, HDF5 -> keras(file, architecture);
                case ONNX -> onnx(file);
                case SAFETENSORS -> safetensors(file);
            };
        } catch (KerasFileException | ModelFileException e) {
            throw e;
        } catch (IllegalArgumentException | InvalidSafetensorsException e) {
            throw new ModelFileException(file, e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError e) {
            // a damaged configuration ends in exceptions of every kind
            throw new ModelFileException(file, "is damaged: " + e, e);
        }
    }

    /**
     * Writes a file; one that is there is replaced, in one step. Layer names with slashes are written with underscores.
     *
     * @throws ModelFileException if its format is not known, or a layer cannot be expressed in it
     * @throws KerasFileException if a layer cannot be expressed in Keras 3
     * @throws IOException if it cannot be written to disk
     */
    public static void write(Path file, SavedModel given) throws IOException {
        SavedModel model = new SavedModel(HardSigmoids.inKeras3(given.network()), given.weights(), given.labels());
        try {
            switch (ModelFormat.of(file)) {
                case KERAS -> KerasFile.write(file, model.network(), model.weights());
                case HDF5 -> KerasFile.writeHdf5(file, model.network(), model.weights());
                case ONNX -> replace(file, writeOnnx(file, model));
                case SAFETENSORS -> replace(file, writeSafetensors(file, model));
            }
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(file, e.getMessage(), e);
        }
    }

    private static SavedModel keras(Path file, Application architecture) throws IOException {
        KerasModel model = KerasFile.read(file, architecture);
        return new SavedModel(model.network(), model.weights(), List.of());
    }

    private static SavedModel onnx(Path file) throws IOException {
        OnnxReader onnx = OnnxReader.open(file);
        Network network = KerasArchitecture.network(file, ModelMetadata.config(file, onnx.metadata()));
        return new SavedModel(network, onnx.weights(network), ModelMetadata.labels(file, onnx.metadata()));
    }

    private static SavedModel safetensors(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new ModelFileException(file, "has more than 2 GiB; such files are not supported");
            }
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            Map<String, String> metadata = SafetensorsHeader.of(content).metadata();
            Network network = KerasArchitecture.network(file, ModelMetadata.config(file, metadata));
            Weights stored = new Weights(Safetensors.read(content));
            LayerWeights.of(network).forEach((name, shape) -> requireShape(file, name, stored.get(name), shape));
            return new SavedModel(network, stored, ModelMetadata.labels(file, metadata));
        }
    }

    private static void requireShape(Path file, String name, Tensor stored, Shape wanted) {
        if (!stored.shape().equals(wanted)) {
            throw new ModelFileException(file, "needs the weight " + name + " of shape " + wanted + ", but has one of shape "
                    + stored.shape());
        }
    }

    /** Writes to a path. */
    private interface Content {
        void writeTo(Path path) throws IOException;
    }

    private static Content writeOnnx(Path file, SavedModel model) {
        KerasArchitecture keras = KerasArchitecture.of(file, model.network(), model.weights());
        return path -> OnnxWriter.write(path, model.network(), model.weights(), keras.names(),
                ModelMetadata.of(model, keras.json()));
    }

    private static Content writeSafetensors(Path file, SavedModel model) {
        KerasArchitecture keras = KerasArchitecture.of(file, model.network(), model.weights());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Node node : model.network().nodes()) {
            if (keras.names().containsKey(node.name())) {
                LayerWeights.of(model.network(), node.name()).keySet()
                        .forEach(weight -> tensors.put(keras.names().get(node.name()) + "/" + weight,
                                model.weights().get(node.name() + "/" + weight)));
            }
        }
        return path -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
                Safetensors.write(out, tensors, ModelMetadata.of(model, keras.json()));
            }
        };
    }

    private static void replace(Path file, Content content) throws IOException {
        // Not a temporary file of the system's kind, which nobody else could read after the move.
        Path whole = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            content.writeTo(whole);
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
