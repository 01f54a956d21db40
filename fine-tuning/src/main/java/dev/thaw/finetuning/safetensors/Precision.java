package dev.thaw.finetuning.safetensors;

import java.nio.ByteBuffer;

/** How numbers are stored, by the names of the format; computing is always in 32 bits. */
public enum Precision {
    F32(Float.BYTES) {
        @Override
        public void put(ByteBuffer to, float[] numbers) {
            to.asFloatBuffer().put(numbers);
            to.position(to.position() + numbers.length * Float.BYTES);
        }

        @Override
        public void get(ByteBuffer from, int first, float[] target, int offset, int count) {
            from.asFloatBuffer().get(first, target, offset, count);
        }
    },
    /** IEEE 754 binary16: 11 bits of precision; rounded to the nearest, ties to even; beyond 65504 cut off there. */
    F16(Short.BYTES) {
        @Override
        public void put(ByteBuffer to, float[] numbers) {
            for (float number : numbers) {
                to.putShort(HalfFloat.of(number));
            }
        }

        @Override
        public void get(ByteBuffer from, int first, float[] target, int offset, int count) {
            for (int i = 0; i < count; i++) {
                target[offset + i] = HalfFloat.toFloat(from.getShort((first + i) * Short.BYTES));
            }
        }
    };

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Of one number. */
    public int bytes() {
        return bytes;
    }

    /** Writes at the buffer's position. */
    public abstract void put(ByteBuffer to, float[] numbers);

    /** Reads {@code count} numbers from the one at index {@code first} of the buffer on; the buffer's position is neither used nor moved. */
    public abstract void get(ByteBuffer from, int first, float[] target, int offset, int count);
}
