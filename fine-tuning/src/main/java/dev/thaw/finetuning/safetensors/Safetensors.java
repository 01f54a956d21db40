package dev.thaw.finetuning.safetensors;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.network.Tensor;

/** Writes and reads safetensors files of floats. The same tensors in the same order give the same bytes. */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 16;

    private Safetensors() {
    }

    /** Writes 32-bit floats. @throws IllegalArgumentException if the file would be larger than 2 GiB */
    public static byte[] write(Map<String, Tensor> tensors, Map<String, String> metadata) {
        return write(tensors, metadata, Precision.F32);
    }

    /** @throws IllegalArgumentException if the file would be larger than 2 GiB */
    public static byte[] write(Map<String, Tensor> tensors, Map<String, String> metadata, Precision precision) {
        byte[] header = header(tensors, metadata, precision);
        long size = header.length + numbers(tensors) * precision.bytes();
        if (size > Integer.MAX_VALUE - ALIGNMENT) {
            throw new IllegalArgumentException(
                    "a safetensors file of " + size + " bytes is larger than 2 GiB: write it in parts");
        }
        ByteBuffer file = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(header);
        for (Tensor tensor : tensors.values()) {
            precision.put(file, tensor.data());
        }
        return file.array();
    }

    /** Writes the same as {@link #write(Map, Map)}, of any size, without holding it in memory. */
    public static void write(OutputStream out, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        out.write(header(tensors, metadata, Precision.F32));
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : tensors.values()) {
            for (int from = 0; from < tensor.data().length; from += CHUNK) {
                int length = Math.min(CHUNK, tensor.data().length - from);
                bytes.asFloatBuffer().put(tensor.data(), from, length);
                out.write(bytes.array(), 0, length * Float.BYTES);
            }
        }
    }

    private static long numbers(Map<String, Tensor> tensors) {
        return tensors.values().stream().mapToLong(tensor -> tensor.data().length).sum();
    }

    /** All that stands before the numbers. */
    private static byte[] header(Map<String, Tensor> tensors, Map<String, String> metadata, Precision precision) {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put("__metadata__", metadata);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            long end = offset + tensor.getValue().data().length * (long) precision.bytes();
            header.put(tensor.getKey(),
                    new Described(precision.name(), tensor.getValue().shape().dimensions(), List.of(offset, end)));
            offset = end;
        }
        byte[] json = json(header);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] bytes = new byte[Long.BYTES + padded];
        Arrays.fill(bytes, (byte) ' ');
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
        return bytes;
    }

    /** @throws InvalidSafetensorsException if the bytes are not a safetensors file of 32-bit or 16-bit floats */
    public static Map<String, Tensor> read(byte[] content) {
        return read(ByteBuffer.wrap(content));
    }

    /**
     * @param content the whole file
     * @throws InvalidSafetensorsException if the bytes are not a safetensors file of 32-bit or 16-bit floats
     */
    public static Map<String, Tensor> read(ByteBuffer content) {
        ByteBuffer file = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        SafetensorsHeader header = SafetensorsHeader.of(file);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        header.tensors().forEach((name, entry) -> {
            float[] data = new float[(int) entry.shape().elements()];
            int begin = (int) (header.dataOffset() + entry.begin());
            entry.precision().get(file.slice(begin, (int) (entry.end() - entry.begin())).order(ByteOrder.LITTLE_ENDIAN), 0, data,
                    0,
                    data.length);
            tensors.put(name, new Tensor(entry.shape(), data));
        });
        return tensors;
    }

    private record Described(String dtype, List<Integer> shape, @JsonProperty("data_offsets") List<Long> dataOffsets) {
    }

    private static byte[] json(Map<String, Object> header) {
        try {
            return JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a header of names and numbers cannot fail to be written", e);
        }
    }
}
