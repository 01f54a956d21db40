package dev.thaw.image;

import java.nio.ByteBuffer;

/** From a channel's number to its light, both in [0, 1]: ICC.1:2010, 10.5 (curveType) and 10.16 (parametricCurveType). */
@FunctionalInterface
interface ToneCurve {
    int CURVE = 0x63757276;
    int PARAMETRIC = 0x70617261;
    int MOST_POINTS = 65_536;

    double at(double value);

    /** @throws RuntimeException if the tag is not one of these two types, or broken */
    static ToneCurve of(ByteBuffer tag) {
        return switch (tag.getInt(0)) {
            case CURVE -> sampled(tag);
            case PARAMETRIC -> parametric(tag);
            default -> throw new IllegalArgumentException("no curve");
        };
    }

    private static ToneCurve sampled(ByteBuffer tag) {
        int count = tag.getInt(8);
        if (count < 0 || count > MOST_POINTS) {
            throw new IllegalArgumentException("a curve of " + count + " points");
        }
        if (count == 0) {
            return value -> value;
        }
        if (count == 1) {
            double gamma = (tag.getShort(12) & 0xffff) / 256.0;
            return value -> Math.pow(value, gamma);
        }
        double[] points = new double[count];
        for (int i = 0; i < count; i++) {
            points[i] = (tag.getShort(12 + 2 * i) & 0xffff) / 65535.0;
        }
        return value -> {
            double at = value * (count - 1);
            int low = Math.min(count - 2, (int) at);
            return points[low] + (at - low) * (points[low + 1] - points[low]);
        };
    }

    private static ToneCurve parametric(ByteBuffer tag) {
        int kind = tag.getShort(8);
        int[] counts = {1, 3, 4, 5, 7};
        double[] p = new double[7];
        for (int i = 0; i < counts[kind]; i++) {
            p[i] = tag.getInt(12 + 4 * i) / 65536.0;
        }
        double gamma = p[0];
        return switch (kind) {
            case 0 -> value -> Math.pow(value, gamma);
            case 1 -> value -> value >= -p[2] / p[1] ? Math.pow(p[1] * value + p[2], gamma) : 0;
            case 2 -> value -> value >= -p[2] / p[1] ? Math.pow(p[1] * value + p[2], gamma) + p[3] : p[3];
            case 3 -> value -> value >= p[4] ? Math.pow(p[1] * value + p[2], gamma) : p[3] * value;
            default -> value -> value >= p[4] ? Math.pow(p[1] * value + p[2], gamma) + p[5] : p[3] * value + p[6];
        };
    }
}
