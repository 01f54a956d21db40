package dev.thaw.finetuning.export.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a message in the wire format of Protocol Buffers field by field, without copying; damage is an {@link IllegalArgumentException}. */
final class ProtoFields {
    private static final int MOST_VARINT_BYTES = 10;

    private final ByteBuffer message;
    private int number;
    private long integer;
    private ByteBuffer content;

    ProtoFields(ByteBuffer message) {
        this.message = message.slice();
    }

    /** Goes to the next field; false if there is none. */
    boolean next() {
        if (!message.hasRemaining()) {
            return false;
        }
        long tag = varint();
        number = (int) (tag >>> 3);
        content = null;
        switch ((int) (tag & 7)) {
            case 0 -> integer = varint();
            case 1 -> take(Long.BYTES);
            case 2 -> content = take(varint());
            case 5 -> take(Integer.BYTES);
            default -> throw damaged();
        }
        return true;
    }

    /** The number of the field. */
    int number() {
        return number;
    }

    /** Its value if it is a whole number. */
    long integer() {
        return integer;
    }

    /** Its bytes if it is a text, a message, or bytes. */
    ByteBuffer content() {
        if (content == null) {
            throw damaged();
        }
        return content;
    }

    String text() {
        return StandardCharsets.UTF_8.decode(content()).toString();
    }

    private ByteBuffer take(long length) {
        if (length < 0 || length > message.remaining()) {
            throw damaged();
        }
        ByteBuffer taken = message.slice(message.position(), (int) length);
        message.position(message.position() + (int) length);
        return taken;
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < MOST_VARINT_BYTES && message.hasRemaining(); i++) {
            byte next = message.get();
            value |= (next & 0x7FL) << 7 * i;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("is not an ONNX file, or a damaged one");
    }
}
