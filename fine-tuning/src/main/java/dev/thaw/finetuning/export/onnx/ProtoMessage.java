package dev.thaw.finetuning.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A message in the wire format of Protocol Buffers, field by field. Written rather than generated, since a generated message
 * holds all of its tensors at once: here each is made when its turn comes and written in pieces.
 * See "Protocol Buffers: Encoding".
 */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int CHUNK = 1 << 16;

    private final List<Field> fields = new ArrayList<>();
    private long size;

    private interface Field {
        void writeTo(OutputStream out) throws IOException;
    }

    /** How many bytes it has. */
    long size() {
        return size;
    }

    ProtoMessage integer(int field, long value) {
        return add(varintSize(tag(field, VARINT)) + varintSize(value), out -> {
            varint(out, tag(field, VARINT));
            varint(out, value);
        });
    }

    ProtoMessage real(int field, float value) {
        return add(varintSize(tag(field, FIXED_32)) + Float.BYTES, out -> {
            varint(out, tag(field, FIXED_32));
            out.write(littleEndian(Float.BYTES).putFloat(value).array());
        });
    }

    ProtoMessage text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return delimited(field, bytes.length, out -> out.write(bytes));
    }

    /** @param message complete: it must not change any more */
    ProtoMessage message(int field, ProtoMessage message) {
        return delimited(field, message.size, message::writeTo);
    }

    /** Numbers as little-endian bytes. @param values asked for when the field is written */
    ProtoMessage floats(int field, int count, Supplier<float[]> values) {
        return delimited(field, (long) count * Float.BYTES, out -> {
            float[] array = values.get();
            ByteBuffer bytes = littleEndian(CHUNK * Float.BYTES);
            for (int from = 0; from < count; from += CHUNK) {
                int length = Math.min(CHUNK, count - from);
                bytes.asFloatBuffer().put(array, from, length);
                out.write(bytes.array(), 0, length * Float.BYTES);
            }
        });
    }

    void writeTo(OutputStream out) throws IOException {
        for (Field field : fields) {
            field.writeTo(out);
        }
    }

    private ProtoMessage delimited(int field, long length, Field content) {
        return add(varintSize(tag(field, LENGTH_DELIMITED)) + varintSize(length) + length, out -> {
            varint(out, tag(field, LENGTH_DELIMITED));
            varint(out, length);
            content.writeTo(out);
        });
    }

    private ProtoMessage add(long bytes, Field field) {
        size += bytes;
        fields.add(field);
        return this;
    }

    private static long tag(int field, int wireType) {
        return (long) field << 3 | wireType;
    }

    private static void varint(OutputStream out, long value) throws IOException {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private static int varintSize(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
