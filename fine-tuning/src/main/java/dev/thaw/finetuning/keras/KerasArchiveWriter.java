package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.thaw.finetuning.network.KerasOrder;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** Writes a {@code .keras} archive: {@code metadata.json}, {@code config.json} and {@code model.weights.h5}, no more and no less. */
final class KerasArchiveWriter {
    /** The oldest Keras whose format this is. */
    private static final String FORMAT_OF = "3.0.0";
    /** Archives of the same model are the same bytes, whenever they were made. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path file;
    private final Network network;
    private final Weights weights;

    KerasArchiveWriter(Path file, Network network, Weights weights) {
        this.file = file;
        this.network = network;
        this.weights = weights;
    }

    void write() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path hdf = Files.createTempFile(directory, ".weights", ".h5");
        // Not a temporary file of the system's kind, which nobody else could read after the move.
        Path archive = directory.resolve("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            List<Node> nodes = KerasOrder.of(network);
            ObjectNode config = new ConfigWriter(file, network, LayerNames.of(nodes), new LayerWriter(weights)).write(nodes);
            writeWeights(hdf, nodes);
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
                store(zip, "metadata.json",
                        JsonNodeFactory.instance.objectNode().put("keras_version", FORMAT_OF).toString()
                                .getBytes(StandardCharsets.UTF_8));
                store(zip, "config.json", config.toString().getBytes(StandardCharsets.UTF_8));
                store(zip, "model.weights.h5", hdf);
            }
            Files.move(archive, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(hdf);
            Files.deleteIfExists(archive);
        }
    }

    private void writeWeights(Path hdf, List<Node> nodes) throws IOException {
        try (Hdf5Writer writer = new Hdf5Writer(hdf)) {
            VariableGroups groups = new VariableGroups();
            Map<String, Long> layers = new LinkedHashMap<>();
            for (Node node : nodes) {
                String group = groups.next(LayerWriter.className(node.layer()));
                layers.put(group, writer.group(Map.of("vars", writer.group(variables(writer, node)))));
            }
            // Early versions of Keras 3 fail where the root has no variables of its own, be it none.
            writer.finish(Map.of("layers", writer.group(layers), "vars", writer.group(Map.of())), new Hdf5Attributes());
        }
    }

    private Map<String, Long> variables(Hdf5Writer writer, Node node) throws IOException {
        Map<String, Long> variables = new LinkedHashMap<>();
        if (!(node.layer() instanceof Layer.Normalization)) { // which has its statistics in the configuration
            for (String weight : LayerWeights.of(network, node.name()).keySet()) {
                Tensor tensor = weights.get(node.name() + "/" + weight);
                variables.put(String.valueOf(variables.size()), writer.dataset(tensor.shape().dimensions(), tensor.data()));
            }
        }
        return variables;
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        open(zip, name, content.length, crc);
        zip.write(content);
        zip.closeEntry();
    }

    private static void store(ZipOutputStream zip, String name, Path content) throws IOException {
        CRC32 crc = new CRC32();
        try (OutputStream checking = new CheckedOutputStream(OutputStream.nullOutputStream(), crc)) {
            Files.copy(content, checking);
        }
        open(zip, name, Files.size(content), crc);
        Files.copy(content, zip);
        zip.closeEntry();
    }

    private static void open(ZipOutputStream zip, String name, long size, CRC32 crc) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }
}
