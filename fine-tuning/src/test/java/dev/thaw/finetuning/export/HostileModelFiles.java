package dev.thaw.finetuning.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes model files that no good program writes, none larger than two megabytes. */
final class HostileModelFiles {
    private static final String INPUT = "{\"class_name\":\"InputLayer\",\"name\":\"in\",\"config\":{\"batch_shape\":[null,8,8,3],\"name\":\"in\"},"
            + "\"inbound_nodes\":[]}";

    private final Path directory;

    private HostileModelFiles(Path directory) {
        this.directory = directory;
    }

    static void write(Path directory) throws IOException {
        HostileModelFiles files = new HostileModelFiles(directory);
        files.safetensors();
        files.archives();
        files.configurations();
        files.onnx();
    }

    private void safetensors() throws IOException {
        StringBuilder overlapping = new StringBuilder("{\"__metadata__\":{\"a\":\"b\"}");
        for (int i = 0; i < 5000; i++) {
            overlapping.append(",\"t").append(i).append("\":{\"dtype\":\"F32\",\"shape\":[262144],\"data_offsets\":[0,1048576]}");
        }
        safetensors("overlapping", overlapping.append('}').toString(), 1 << 20);
        safetensors("deep", "{\"a\":" + "[".repeat(500_000), 0);
        safetensors("shape", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,4],\"data_offsets\":[0,8]}}", 8);
        safetensors("negative", "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}", 8);
        safetensors("kinds", "{\"a\":{\"dtype\":7,\"shape\":\"all\",\"data_offsets\":{\"x\":1}}}", 8);
        safetensors("list", "[1,2,3]", 8);
        Files.write(directory.resolve("length.safetensors"),
                ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array());
    }

    private void safetensors(String name, String header, int data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve(name + ".safetensors"), ByteBuffer.allocate(8 + json.length + data)
                .order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).array());
    }

    private void archives() throws IOException {
        byte[] zeros = new byte[200 << 20];
        archive("bomb", Map.of("config.json", zeros));
        archive("weights-bomb", Map.of("config.json", bytes(functional(INPUT, "in")), "model.weights.h5", zeros));
        archive("pickle", Map.of("archive/data.pkl", new byte[]{(byte) 0x80, 2, 'c', 'o', 's', '\n'}));
        archive("paths",
                Map.of("../../config.json", bytes("{}"), "/etc/config.json", bytes("{}"), "C:\\config.json", bytes("{}")));
        // a name of the same length, then made the same
        byte[] twice = zip(Map.of("config.json", bytes(functional(INPUT, "in")), "confiX.json", bytes("{}"),
                "model.weights.h5", new byte[10]));
        Files.write(directory.resolve("twice.keras"),
                new String(twice, StandardCharsets.ISO_8859_1).replace("confiX", "config").getBytes(StandardCharsets.ISO_8859_1));
        // sizes of four times 0xff mean zip64, whose extra field is not there
        byte[] zip64 = zip(Map.of("config.json", bytes("{}")));
        int central = indexOf(zip64, "PK\001\002");
        Arrays.fill(zip64, central + 20, central + 28, (byte) 0xff);
        Files.write(directory.resolve("zip64.keras"), zip64);
        byte[] countless = zip(Map.of("config.json", bytes("{}")));
        int end = indexOf(countless, "PK\005\006");
        Arrays.fill(countless, end + 8, end + 20, (byte) 0xff);
        Files.write(directory.resolve("countless.keras"), countless);
    }

    private void configurations() throws IOException {
        config("deep", "{\"a\":" + "[".repeat(900_000));
        config("nested", "{\"config\":".repeat(900) + "{}" + "}".repeat(900));
        config("cyclic", functional(INPUT + "," + relu("a", "b") + "," + relu("b", "a"), "b"));
        config("itself", functional(INPUT + "," + relu("a", "a"), "a"));
        config("absurd-dense", functional(INPUT + "," + layer("Dense", "a", "in", "\"units\":2147483647"), "a"));
        config("absurd-kernel", functional(INPUT + ","
                + layer("Conv2D", "a", "in", "\"filters\":2147483647,\"kernel_size\":[2000000000,2000000000]"), "a"));
        config("absurd-padding", functional(INPUT + ","
                + layer("ZeroPadding2D", "a", "in", "\"padding\":[[2000000000,2000000000],[2000000000,2000000000]]"), "a"));
        config("absurd-input", functional(INPUT.replace("8,8,3", "2147483647,2147483647,2147483647"), "in"));
        config("kinds", functional(INPUT + "," + layer("Conv2D", "a", "in",
                "\"filters\":{\"a\":1},\"kernel_size\":\"big\",\"strides\":null,\"padding\":7"), "a"));
        config("names", "{\"class_name\":[\"Functional\"],\"config\":\"yes\"}");
        config("class", functional(INPUT + "," + layer("java.lang.Runtime", "a", "in", "\"x\":1"), "a"));
        config("lambda", functional(INPUT + "," + layer("Lambda", "a", "in",
                "\"function\":{\"class_name\":\"__lambda__\",\"config\":{\"code\":\"4wEAAAA=\"}}"), "a"));
        config("module", "{\"module\":\"os\",\"class_name\":\"system\",\"config\":{\"command\":\"true\"}}");
        config("null", "null");
    }

    private void config(String name, String json) throws IOException {
        archive(name, Map.of("config.json", bytes(json), "metadata.json", bytes("{}"), "model.weights.h5", new byte[512]));
    }

    private void onnx() throws IOException {
        Files.write(directory.resolve("endless.onnx"), new byte[]{0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff,
                (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f});
        Files.write(directory.resolve("varint.onnx"), new byte[]{8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1});
        Files.write(directory.resolve("empty.onnx"), new byte[0]);
        Files.write(directory.resolve("groups.onnx"), new byte[1 << 20]);
        byte[] config = bytes("{\"config\":".repeat(200_000));
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        field(entry, 1, bytes("keras_config"));
        field(entry, 2, config);
        field(model, 14, entry.toByteArray());
        Files.write(directory.resolve("deep.onnx"), model.toByteArray());
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] content) {
        out.write(number << 3 | 2);
        int length = content.length;
        while (length > 127) {
            out.write(length & 127 | 128);
            length >>>= 7;
        }
        out.write(length);
        out.writeBytes(content);
    }

    private static String functional(String layers, String output) {
        return "{\"module\":\"keras\",\"class_name\":\"Functional\",\"config\":{\"name\":\"m\",\"trainable\":true,\"layers\":["
                + layers
                + "],\"input_layers\":[[\"in\",0,0]],\"output_layers\":[[\"" + output + "\",0,0]]}}";
    }

    private static String relu(String name, String from) {
        return layer("ReLU", name, from, "\"max_value\":null");
    }

    private static String layer(String type, String name, String from, String config) {
        return "{\"module\":\"keras.layers\",\"class_name\":\"" + type + "\",\"name\":\"" + name + "\",\"config\":{\"name\":\""
                + name
                + "\"," + config + "},\"inbound_nodes\":[{\"args\":[{\"class_name\":\"__keras_tensor__\",\"config\":{\"shape\":"
                + "[null,8,8,3],\"dtype\":\"float32\",\"keras_history\":[\"" + from + "\",0,0]}}],\"kwargs\":{}}]}";
    }

    private void archive(String name, Map<String, byte[]> entries) throws IOException {
        Files.write(directory.resolve(name + ".keras"), zip(entries));
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(content)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return content.toByteArray();
    }

    private static int indexOf(byte[] content, String bytes) {
        return new String(content, StandardCharsets.ISO_8859_1).indexOf(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
