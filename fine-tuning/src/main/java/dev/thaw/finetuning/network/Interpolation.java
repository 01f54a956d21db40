package dev.thaw.finetuning.network;

/**
 * How a resized map takes its values from the one it was, by the names of Keras: {@code jax.image.resize} and, with half-pixel centres,
 * {@code tf.image.resize}. Each is a kernel over the distance in pixels.
 */
public enum Interpolation {
    /** The pixel in which the place lies. */
    NEAREST(0),
    /** Linear between the two pixels beside the place. */
    BILINEAR(1),
    /** Keys (1981), "Cubic convolution interpolation for digital image processing", with a = -0.5. */
    BICUBIC(2),
    /** A sinc windowed by the middle of a wider one, three pixels to each side. */
    LANCZOS3(3),
    /** As {@link #LANCZOS3}, five pixels to each side. */
    LANCZOS5(5);

    private final int radius;

    Interpolation(int radius) {
        this.radius = radius;
    }

    /** How far the kernel reaches to each side, in pixels; 0 for {@link #NEAREST}, which has none. */
    public int radius() {
        return radius;
    }

    /** @param distance in pixels, not negative */
    double weight(double distance) {
        double x = distance;
        return switch (this) {
            case NEAREST -> throw new IllegalStateException("the nearest pixel is found without weights");
            case BILINEAR -> Math.max(0, 1 - x);
            case BICUBIC -> x >= 2 ? 0 : x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1;
            case LANCZOS3, LANCZOS5 -> lanczos(x);
        };
    }

    private double lanczos(double x) {
        if (x > radius) {
            return 0;
        }
        // what the quotient tends to; JAX has it from the same distance on
        return x <= 1e-3 ? 1 : radius * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / radius) / (Math.PI * Math.PI * x * x);
    }
}
