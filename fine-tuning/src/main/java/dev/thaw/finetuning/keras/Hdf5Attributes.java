package dev.thaw.finetuning.keras;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Attributes of an HDF5 group: single texts, which lie in a global heap since an attribute has at most 64 KiB by itself and a
 * model's configuration is longer, and lists of names, which are split as Keras does where they are longer.
 */
final class Hdf5Attributes {
    private static final int MOST_BYTES = 64512;
    private static final int SMALLEST_HEAP = 4096;
    private static final int HEAP_ENTRY = 16;

    private final Map<String, byte[]> texts = new TreeMap<>();
    private final Map<String, List<String>> lists = new TreeMap<>();

    Hdf5Attributes text(String name, String value) {
        texts.put(name, value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** {@code name}, or {@code name0}, {@code name1}, ... if it is long. @param values at least one */
    Hdf5Attributes names(String name, List<String> values) {
        int parts = (values.size() * width(values) + MOST_BYTES - 1) / MOST_BYTES;
        for (int part = 0; part < parts; part++) {
            List<String> some = values.subList(values.size() * part / parts, values.size() * (part + 1) / parts);
            lists.put(parts == 1 ? name : name + part, some);
        }
        return this;
    }

    /** The heap that holds the texts; empty if there are none. */
    ByteBuffer heap() {
        if (texts.isEmpty()) {
            return ByteBuffer.allocate(0);
        }
        int used = HEAP_ENTRY + texts.values().stream().mapToInt(text -> HEAP_ENTRY + padded(text.length)).sum();
        ByteBuffer heap = buffer(Math.max(SMALLEST_HEAP, used + HEAP_ENTRY));
        heap.put("GCOL".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).position(8).putLong(heap.capacity());
        short index = 1;
        for (byte[] text : texts.values()) {
            int next = heap.position() + HEAP_ENTRY + padded(text.length);
            heap.putShort(index++).putShort((short) 1).putInt(0).putLong(text.length).put(text).position(next);
        }
        heap.putLong(0).putLong(heap.capacity() - used); // what is free
        return heap;
    }

    /** A message for the group's header for each attribute. @param heap the address of the heap */
    List<ByteBuffer> messages(long heap) {
        List<ByteBuffer> messages = new ArrayList<>();
        int index = 1;
        for (Map.Entry<String, byte[]> text : texts.entrySet()) {
            // a sequence of characters in UTF-8, ended by its length
            ByteBuffer type = buffer(16).put((byte) 0x19).put((byte) 0x01).put((byte) 0x01).put((byte) 0).putInt(HEAP_ENTRY)
                    .put((byte) 0x13).put((byte) 0x10).putShort((short) 0).putInt(1);
            ByteBuffer value = buffer(HEAP_ENTRY).putInt(text.getValue().length).putLong(heap).putInt(index++);
            messages.add(message(text.getKey(), type, buffer(8).put((byte) 1), value));
        }
        lists.forEach((name, values) -> {
            int width = width(values);
            // null-padded UTF-8 of fixed width
            ByteBuffer type = buffer(8).put((byte) 0x13).put((byte) 0x11).putShort((short) 0).putInt(width);
            ByteBuffer space = buffer(16).put((byte) 1).put((byte) 1).position(8).putLong(values.size());
            ByteBuffer value = buffer(padded(values.size() * width));
            for (int i = 0; i < values.size(); i++) {
                value.position(i * width).put(values.get(i).getBytes(StandardCharsets.UTF_8));
            }
            messages.add(message(name, type, space, value));
        });
        return messages;
    }

    private static ByteBuffer message(String name, ByteBuffer type, ByteBuffer space, ByteBuffer value) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int named = padded(bytes.length + 1);
        ByteBuffer message = buffer(8 + named + type.capacity() + space.capacity() + value.capacity());
        message.put((byte) 1).put((byte) 0).putShort((short) (bytes.length + 1)).putShort((short) type.capacity())
                .putShort((short) space.capacity()).put(bytes).position(8 + named);
        return message.put(type.clear()).put(space.clear()).put(value.clear());
    }

    private static int width(List<String> values) {
        return values.stream().mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length).max().orElseThrow();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int padded(int size) {
        return (size + 7) / 8 * 8;
    }
}
