package dev.thaw.image;

import java.util.Optional;

/** The lowest frequencies of a picture's brightness: the discrete cosine transform of 32 x 32 means. */
final class Frequencies {
    private static final int SIDE = 32;
    private static final int COUNT = 16;
    /** Below this standard deviation of the brightness (0 to 255) a picture is as good as plain. */
    private static final double PLAIN = 2;
    /** Below this a frequency is as good as absent, and its sign is noise. */
    private static final double ABSENT = 0.5;
    private static final double[] BRIGHTNESS = {0.299, 0.587, 0.114};
    private static final double[][] COSINES = cosines();

    /** By frequency down, then across. */
    private final double[][] values;
    private final int color;

    private Frequencies(double[][] values, int color) {
        this.values = values;
        this.color = color;
    }

    static Optional<Frequencies> of(RgbImage picture) {
        AxisWeights columns = AxisWeights.of(picture.width(), SIDE);
        AxisWeights rows = AxisWeights.of(picture.height(), SIDE);
        double[] mean = new double[3];
        double[][] brightness = new double[SIDE][SIDE];
        double[] narrow = new double[SIDE];
        for (int y = 0; y < picture.height(); y++) {
            addColors(picture, y, mean);
            narrow(picture, y, columns, narrow);
            for (int target = 0; target < SIDE; target++) {
                if (rows.first(target) <= y && y < rows.end(target)) {
                    for (int x = 0; x < SIDE; x++) {
                        brightness[target][x] += rows.weight(target, y) * narrow[x];
                    }
                }
            }
        }
        int color = 0;
        for (double sum : mean) {
            color = color << 8 | (int) (sum / ((double) picture.width() * picture.height()) + 0.5);
        }
        return plain(brightness) ? Optional.empty() : Optional.of(new Frequencies(transformed(brightness), color));
    }

    PictureSignature signature() {
        return new PictureSignature(signs(0, 0), signs(0, 8), signs(8, 0), signs(8, 8), look(), color);
    }

    private long signs(int down, int across) {
        long signs = 0;
        for (int i = 0; i < 64; i++) {
            boolean isMean = i == 0 && down == 0 && across == 0;
            if (!isMean && values[down + i / 8][across + i % 8] > ABSENT) {
                signs |= 1L << i;
            }
        }
        return signs;
    }

    /**
     * Signs of expressions that are the same for all eight views: even frequencies, summed with their counterparts across the
     * diagonal, and products in which the signs that mirroring changes cancel out. Only of strong frequencies: a weak one's sign
     * would be another in every copy.
     */
    private int look() {
        double[] same = {
                even(2, 0), even(2, 2), even(4, 0), even(4, 2), even(4, 4), even(6, 0), even(6, 2), even(6, 4), even(8, 0),
                odd(1, 3, 0), odd(3, 5, 0), odd(1, 3, 2), odd(3, 5, 2),
                values[1][1] * values[3][3],
                values[1][0] * values[0][1] * values[1][1],
                (values[2][0] - values[0][2]) * (values[4][0] - values[0][4])
        };
        int bits = 0;
        for (int i = 0; i < same.length; i++) {
            bits |= same[i] > 0 ? 1 << i : 0;
        }
        return bits;
    }

    private double even(int one, int other) {
        return values[one][other] + values[other][one];
    }

    private double odd(int one, int other, int even) {
        return values[one][even] * values[other][even] + values[even][one] * values[even][other];
    }

    private static void addColors(RgbImage picture, int y, double[] sums) {
        for (int x = 0; x < picture.width(); x++) {
            for (int channel = 0; channel < 3; channel++) {
                sums[channel] += picture.sample(x, y, channel);
            }
        }
    }

    private static void narrow(RgbImage picture, int y, AxisWeights columns, double[] narrow) {
        for (int target = 0; target < SIDE; target++) {
            double sum = 0;
            for (int x = columns.first(target); x < columns.end(target); x++) {
                double brightness = 0;
                for (int channel = 0; channel < 3; channel++) {
                    brightness += BRIGHTNESS[channel] * picture.sample(x, y, channel);
                }
                sum += columns.weight(target, x) * brightness;
            }
            narrow[target] = sum;
        }
    }

    private static boolean plain(double[][] brightness) {
        double sum = 0;
        double squares = 0;
        for (double[] row : brightness) {
            for (double value : row) {
                sum += value;
                squares += value * value;
            }
        }
        double mean = sum / (SIDE * SIDE);
        return squares / (SIDE * SIDE) - mean * mean < PLAIN * PLAIN;
    }

    private static double[][] transformed(double[][] brightness) {
        double[][] across = new double[SIDE][COUNT];
        for (int y = 0; y < SIDE; y++) {
            for (int u = 0; u < COUNT; u++) {
                for (int x = 0; x < SIDE; x++) {
                    across[y][u] += COSINES[u][x] * brightness[y][x];
                }
            }
        }
        double[][] both = new double[COUNT][COUNT];
        for (int v = 0; v < COUNT; v++) {
            for (int y = 0; y < SIDE; y++) {
                for (int u = 0; u < COUNT; u++) {
                    both[v][u] += COSINES[v][y] * across[y][u];
                }
            }
        }
        return both;
    }

    /** The orthonormal DCT-II; StrictMath, so that every machine computes the same signature. */
    private static double[][] cosines() {
        double[][] cosines = new double[COUNT][SIDE];
        for (int u = 0; u < COUNT; u++) {
            double norm = StrictMath.sqrt((u == 0 ? 1.0 : 2.0) / SIDE);
            for (int x = 0; x < SIDE; x++) {
                cosines[u][x] = norm * StrictMath.cos(StrictMath.PI * (2 * x + 1) * u / (2 * SIDE));
            }
        }
        return cosines;
    }
}
