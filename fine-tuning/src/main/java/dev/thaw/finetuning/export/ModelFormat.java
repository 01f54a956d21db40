package dev.thaw.finetuning.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats in which a whole model, architecture and weights, can be written and read back. */
public enum ModelFormat {
    /** The archive of Keras 3. */
    KERAS(".keras"),
    /** The file of Keras 2, which Keras 3 loads too. */
    HDF5(".h5"),
    ONNX(".onnx"),
    /** Weights under their Keras names, the architecture in the metadata. */
    SAFETENSORS(".safetensors");

    private final String extension;

    ModelFormat(String extension) {
        this.extension = extension;
    }

    /** With its dot. */
    public String extension() {
        return extension;
    }

    /** True if a file of this format says the labels itself; for the others they lie beside it. */
    public boolean holdsLabels() {
        return this == ONNX || this == SAFETENSORS;
    }

    /**
     * The format by the name of a file to write.
     *
     * @throws ModelFileException if it has another extension
     */
    public static ModelFormat of(Path file) {
        if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".weights.h5")) {
            throw new ModelFileException(file, "would hold weights only by its name; name it .h5 for the whole model");
        }
        return ofExisting(file);
    }

    /** As {@link #of}, of a file to read: {@code .weights.h5} is one, too. */
    static ModelFormat ofExisting(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(format -> name.endsWith(format.extension)).findFirst()
                .orElseThrow(() -> new ModelFileException(file, "has no extension of a model file; known are "
                        + Arrays.stream(values()).map(ModelFormat::extension).collect(Collectors.joining(", "))));
    }
}
