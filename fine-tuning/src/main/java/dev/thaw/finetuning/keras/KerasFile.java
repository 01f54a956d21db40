package dev.thaw.finetuning.keras;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.ZipException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;
import io.jhdf.api.Group;
import io.jhdf.exceptions.HdfException;

/** Keras model files: {@code .h5} of Keras 2 and 3, {@code .keras} archives, and weights alone of networks of {@link Applications}. */
public final class KerasFile {
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    private static final String HDF5 = "894844460d0a1a0a";
    private static final String ZIP = "504b0304";

    private KerasFile() {
    }

    /**
     * Reads a whole model, or weights alone, whose architecture is then recognised by their names and shapes; images have
     * the size that the architecture was trained on, and the classifier is there if the file has its weights. The kind of file is
     * told by its content, not by its name.
     *
     * @throws KerasFileException if the file is not a Keras model, is damaged, has a layer that is not supported, or holds
     *         weights of an architecture that is not known
     * @throws IOException if it cannot be read from disk
     */
    public static KerasModel read(Path file) throws IOException {
        return read(file, null);
    }

    /**
     * As {@link #read(Path)}, for weights alone of an architecture that is named.
     *
     * @param architecture of {@link Applications}, or null to recognise it
     * @throws KerasFileException also if the weights do not fit the architecture, or the file is a whole model, which has its own
     */
    public static KerasModel read(Path file, Application architecture) throws IOException {
        String signature = signature(file);
        try {
            if (signature.equals(HDF5)) {
                return readHdf5(file, architecture);
            }
            if (signature.startsWith(ZIP)) {
                requireNone(file, architecture);
                return readArchive(file);
            }
        } catch (KerasFileException e) {
            throw e;
        } catch (ZipException | EOFException e) {
            throw new KerasFileException(file, "is a damaged archive: " + e.getMessage(), e);
        } catch (HdfException e) {
            throw new KerasFileException(file, "is damaged: " + e.getMessage() + "; bring another copy of it", e);
        } catch (OutOfMemoryError e) {
            throw new KerasFileException(file, "needs more memory than Java has here, " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB (-Xmx), or is damaged", e);
        } catch (RuntimeException | StackOverflowError e) {
            // The HDF5 library answers damage with exceptions of every other kind, too.
            throw new KerasFileException(file, "is damaged: " + e, e);
        }
        throw new KerasFileException(file, "is not a Keras model; bring a .h5 or .keras file that Keras saved");
    }

    /**
     * Writes a {@code .keras} archive that Keras 3 loads. A file that is there is replaced, in one step. Layer names with
     * slashes, which Keras 3 forbids, are written with underscores.
     *
     * @throws KerasFileException if a layer cannot be expressed in Keras 3
     * @throws IllegalArgumentException if a weight is missing
     * @throws IOException if it cannot be written to disk
     */
    public static void write(Path file, Network network, Weights weights) throws IOException {
        new KerasArchiveWriter(file, HardSigmoids.inKeras3(network), weights).write();
    }

    /**
     * Writes a whole model as {@code .h5}, in the words that Keras 2 and Keras 3 have in common. A file that is there is replaced, in
     * one step. Layer names are written as in {@link #write}.
     *
     * @throws KerasFileException if a layer cannot be expressed in Keras 3
     * @throws IllegalArgumentException if a weight is missing
     * @throws IOException if it cannot be written to disk
     */
    public static void writeHdf5(Path file, Network network, Weights weights) throws IOException {
        new LegacyFileWriter(file, HardSigmoids.inKeras3(network), weights).write();
    }

    private static String signature(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return HexFormat.of().formatHex(in.readNBytes(8));
        }
    }

    private static KerasModel readHdf5(Path file, Application architecture) throws IOException {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            String config = hdf.text(hdf.root(), "model_config");
            Group weights = hdf.group(hdf.root(), "model_weights");
            if (config == null || weights == null) {
                return new WeightsOnlyFile(file, hdf).read(architecture);
            }
            requireNone(file, architecture);
            String version = hdf.text(hdf.root(), "keras_version");
            return model(file, config, version == null ? "2" : version, new LegacyWeights(file, hdf, weights));
        }
    }

    private static void requireNone(Path file, Application architecture) {
        if (architecture != null) {
            throw new KerasFileException(file, "is a whole model, which has its own architecture; leave --architecture away");
        }
    }

    private static KerasModel readArchive(Path file) throws IOException {
        try (KerasArchive archive = new KerasArchive(file)) {
            String config = new String(archive.content("config.json"), StandardCharsets.UTF_8);
            String metadata = archive.text("metadata.json");
            String version = metadata == null ? "3" : parse(file, metadata).path("keras_version").asText("3");
            try (Hdf5File hdf = Hdf5File.of(file, archive.numbers("model.weights.h5"))) {
                return model(file, config, version, new VariableWeights(hdf));
            }
        }
    }

    private static KerasModel model(Path file, String config, String version, WeightSource source) {
        GraphReader reader = new GraphReader(file, !version.startsWith("2") && !version.startsWith("1"));
        Network network = reader.read(parse(file, config));
        return new KerasModel(network, new WeightMatching(network, reader.places(), source).weights(), version);
    }

    static JsonNode parse(Path file, String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new KerasFileException(file, "has a model configuration that is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
