package dev.thaw.finetuning.safetensors;

/** IEEE 754 binary16 and back: 1 sign bit, 5 of exponent, 10 of significand. */
final class HalfFloat {
    private static final int LARGEST = 0x7BFF;
    private static final int INFINITY = 0x7C00;
    private static final int NOT_A_NUMBER = 0x7E00;
    private static final float BEYOND = 65520;
    /** 2^-24, the smallest number above 0 that it can hold. */
    private static final float SMALLEST = 0x1p-24f;
    private static final float SMALLEST_NORMAL = 0x1p-14f;

    private HalfFloat() {
    }

    /** The nearest, ties to even. A finite number never becomes infinite: it becomes the largest, 65504. */
    static short of(float number) {
        int sign = Float.floatToRawIntBits(number) >>> 16 & 0x8000;
        float size = Math.abs(number);
        if (Float.isNaN(number)) {
            return (short) NOT_A_NUMBER;
        }
        if (size >= BEYOND) {
            return (short) (sign | (Float.isInfinite(size) ? INFINITY : LARGEST));
        }
        if (size < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(size / SMALLEST));
        }
        int bits = Float.floatToRawIntBits(size);
        // to 10 bits of significand: add half of the last one kept, less a bit if it is even
        int rounded = bits + 0xFFF + (bits >>> 13 & 1);
        return (short) (sign | (rounded >>> 13) - (127 - 15 << 10));
    }

    static float toFloat(short half) {
        int exponent = half >>> 10 & 0x1F;
        int significand = half & 0x3FF;
        float size;
        if (exponent == 0) {
            size = significand * SMALLEST;
        } else if (exponent == 0x1F) {
            size = significand == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            size = Float.intBitsToFloat(exponent + 127 - 15 << 23 | significand << 13);
        }
        return half < 0 ? -size : size;
    }
}
