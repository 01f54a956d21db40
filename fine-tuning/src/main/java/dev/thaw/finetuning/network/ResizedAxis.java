package dev.thaw.finetuning.network;

/**
 * One direction of a map that is resized: a part of each row or column becomes one of another length. Places are half-pixel-centred.
 *
 * @param size of the whole row or column
 * @param start of the part; negative if it begins beyond the border
 * @param length of the part, which may end beyond the border
 * @param target its new length
 * @param smoothed the kernel is widened where many values become few, so that all of them count ({@code antialias})
 */
public record ResizedAxis(int size, int start, int length, int target, Interpolation interpolation, boolean smoothed) {

    /** True if all of the part lies within the map. */
    public boolean inside() {
        return start >= 0 && start + length <= size;
    }

    /** The place in the part, in its pixels, that a new pixel is the middle of. */
    private double place(int to) {
        return (to + 0.5) * length / target;
    }

    /** The one whose value the new pixel takes, by {@link Interpolation#NEAREST}, counted from the map's border. */
    public int nearest(int to) {
        return start + (int) Math.floor(place(to));
    }

    /** (size, target): how much of each value is in each new one. What lies beyond the border has no row, and is missing in the sums. */
    public float[] weights() {
        float[] weights = new float[Math.multiplyExact(size, target)];
        for (int to = 0; to < target; to++) {
            if (interpolation == Interpolation.NEAREST) {
                put(weights, nearest(to) - start, to, 1);
            } else {
                putKernel(weights, to);
            }
        }
        return weights;
    }

    private void putKernel(float[] weights, int to) {
        double width = smoothed ? Math.max(1, (double) length / target) : 1;
        double place = place(to) - 0.5;
        int first = Math.max(0, (int) Math.ceil(place - interpolation.radius() * width));
        int last = Math.min(length - 1, (int) Math.floor(place + interpolation.radius() * width));
        double sum = 0;
        for (int from = first; from <= last; from++) {
            sum += interpolation.weight(Math.abs(place - from) / width);
        }
        for (int from = first; from <= last; from++) {
            put(weights, from, to, interpolation.weight(Math.abs(place - from) / width) / sum);
        }
    }

    private void put(float[] weights, int from, int to, double weight) {
        int row = start + from;
        if (row >= 0 && row < size) {
            weights[row * target + to] = (float) weight;
        }
    }
}
