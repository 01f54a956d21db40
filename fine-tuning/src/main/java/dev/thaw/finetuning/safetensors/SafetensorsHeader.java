package dev.thaw.finetuning.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.network.Shape;

/**
 * What a safetensors file says of itself: 8 bytes with the header's length, a JSON header, then the numbers.
 *
 * @param dataOffset where the numbers begin, in bytes from the beginning of the file
 * @param metadata the free texts of {@code __metadata__}
 */
public record SafetensorsHeader(long dataOffset, Map<String, Entry> tensors, Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int LENGTH_BYTES = 8;

    /** One tensor. @param begin,end bytes from {@link #dataOffset} */
    public record Entry(Shape shape, Precision precision, long begin, long end) {
    }

    /**
     * Reads and checks the header of a complete file.
     *
     * @throws InvalidSafetensorsException if it is not one, or has other than F32 or F16 tensors, or does not fit the file's size
     */
    public static SafetensorsHeader of(ByteBuffer file) {
        ByteBuffer buffer = file.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
        if (buffer.remaining() < LENGTH_BYTES) {
            throw new InvalidSafetensorsException("not a safetensors file: only " + buffer.remaining() + " bytes");
        }
        long length = buffer.getLong();
        if (length < 2 || length > buffer.remaining()) {
            throw new InvalidSafetensorsException("not a safetensors file: its header would have " + length + " bytes");
        }
        byte[] json = new byte[(int) length];
        buffer.get(json);
        return parse(json, LENGTH_BYTES + length, buffer.remaining());
    }

    private static SafetensorsHeader parse(byte[] json, long dataOffset, long dataBytes) {
        try {
            JsonNode root = JSON.readTree(json);
            if (!root.isObject()) {
                throw new InvalidSafetensorsException("not a safetensors file: its header is not a JSON object");
            }
            Map<String, Entry> tensors = new LinkedHashMap<>();
            Map<String, String> metadata = new LinkedHashMap<>();
            root.properties().forEach(field -> {
                if (field.getKey().equals("__metadata__")) {
                    field.getValue().properties().forEach(text -> metadata.put(text.getKey(), text.getValue().asText()));
                } else {
                    tensors.put(field.getKey(), entry(field.getKey(), field.getValue(), dataBytes));
                }
            });
            checkRoom(tensors, dataBytes);
            return new SafetensorsHeader(dataOffset, tensors, metadata);
        } catch (IOException e) {
            throw new InvalidSafetensorsException("not a safetensors file: its header is not JSON", e);
        }
    }

    /** Tensors do not share bytes: a small file could otherwise claim the same ones a million times. */
    private static void checkRoom(Map<String, Entry> tensors, long dataBytes) {
        long needed = 0;
        for (Entry entry : tensors.values()) {
            needed += entry.end() - entry.begin();
            if (needed > dataBytes) {
                throw new InvalidSafetensorsException(
                        "its tensors would have more than the " + dataBytes + " bytes that there are: some lie over each other");
            }
        }
    }

    private static Entry entry(String name, JsonNode node, long dataBytes) {
        String type = node.path("dtype").asText();
        Precision precision = Arrays.stream(Precision.values()).filter(known -> known.name().equals(type)).findFirst()
                .orElseThrow(() -> new InvalidSafetensorsException(
                        "tensor " + name + " is not of 32-bit or 16-bit floats but " + node.path("dtype")));
        List<Integer> dimensions = new ArrayList<>();
        node.path("shape").forEach(dimension -> dimensions.add(dimension.asInt(-1)));
        long begin = node.path("data_offsets").path(0).asLong(-1);
        long end = node.path("data_offsets").path(1).asLong(-1);
        try {
            Shape shape = new Shape(dimensions);
            if (begin < 0 || end > dataBytes || end - begin != Math.multiplyExact(shape.elements(), precision.bytes())) {
                throw new InvalidSafetensorsException("tensor " + name + " of shape " + shape + " cannot be at bytes " + begin
                        + " to " + end + " of " + dataBytes);
            }
            return new Entry(shape, precision, begin, end);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidSafetensorsException("tensor " + name + " has an impossible shape " + dimensions, e);
        }
    }
}
