package dev.thaw.image;

/** Resizes row by row, so that it needs no second picture of the source's size. */
final class Resampler {

    private Resampler() {
    }

    static RgbImage resize(RgbRows source, int width, int height) {
        AxisWeights columns = AxisWeights.of(source.width(), width);
        AxisWeights rows = AxisWeights.of(source.height(), height);
        float[] sums = new float[width * height * 3];
        int[] row = new int[source.width() * 3];
        float[] narrow = new float[width * 3];
        int oldest = 0;
        for (int y = 0; y < source.height(); y++) {
            source.read(y, row);
            columns.apply(row, narrow);
            while (oldest < height && rows.end(oldest) <= y) {
                oldest++;
            }
            for (int target = oldest; target < height && rows.first(target) <= y; target++) {
                if (y < rows.end(target)) {
                    add(narrow, rows.weight(target, y), sums, target * narrow.length);
                }
            }
        }
        return new RgbImage(width, height, rounded(sums));
    }

    private static void add(float[] row, float weight, float[] sums, int at) {
        for (int i = 0; i < row.length; i++) {
            sums[at + i] += weight * row[i];
        }
    }

    private static byte[] rounded(float[] samples) {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(samples[i])));
        }
        return bytes;
    }
}
