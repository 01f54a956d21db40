package dev.thaw.platform.demo.render;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** A square grid of numbers, one per pixel: a height, a brightness, one colour. The array is shared, not copied. */
record Plane(int side, float[] values) {

    Plane(int side) {
        this(side, new float[side * side]);
    }

    /** @param function of the pixel's column and row */
    static Plane of(int side, DoubleBinaryOperator function) {
        Plane plane = new Plane(side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                plane.values[y * side + x] = (float) function.applyAsDouble(x, y);
            }
        }
        return plane;
    }

    Plane map(DoubleUnaryOperator function) {
        Plane mapped = new Plane(side);
        for (int i = 0; i < values.length; i++) {
            mapped.values[i] = (float) function.applyAsDouble(values[i]);
        }
        return mapped;
    }

    /** The value at a pixel; outside the grid that of the nearest edge pixel. */
    float at(int x, int y) {
        return values[inside(y) * side + inside(x)];
    }

    private int inside(int position) {
        return Math.max(0, Math.min(side - 1, position));
    }

    /** Blurred by a Gaussian of that standard deviation in pixels; this plane if it is too small to matter. */
    Plane blurred(double deviation) {
        if (deviation < 0.2) {
            return this;
        }
        int reach = (int) Math.ceil(3 * deviation);
        float[] kernel = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            kernel[i + reach] = (float) Math.exp(-i * i / (2 * deviation * deviation));
            sum += kernel[i + reach];
        }
        Plane across = new Plane(side);
        Plane both = new Plane(side);
        for (int pass = 0; pass < 2; pass++) {
            Plane from = pass == 0 ? this : across;
            Plane to = pass == 0 ? across : both;
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    float total = 0;
                    for (int i = -reach; i <= reach; i++) {
                        total += kernel[i + reach] * (pass == 0 ? from.at(x + i, y) : from.at(x, y + i));
                    }
                    to.values[y * side + x] = total / sum;
                }
            }
        }
        return both;
    }

    /** Half the size, each pixel the mean of four. */
    Plane halved() {
        return of(side / 2, (x, y) -> {
            int left = 2 * (int) x;
            int top = 2 * (int) y;
            return (at(left, top) + at(left + 1, top) + at(left, top + 1) + at(left + 1, top + 1)) / 4;
        });
    }
}
