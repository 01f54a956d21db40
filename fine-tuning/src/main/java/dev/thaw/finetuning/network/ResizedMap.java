package dev.thaw.finetuning.network;

/**
 * How layers resize a map: each direction by itself. Values beyond the border are the filling.
 *
 * @param filling what is beyond the border
 */
public record ResizedMap(ResizedAxis rows, ResizedAxis columns, double filling) {

    /** @param in (height, width, channels) */
    public static ResizedMap of(Layer.UpSampling2D layer, Shape in) {
        Size target = new Size(in.get(0) * layer.size().height(), in.get(1) * layer.size().width());
        return of(new Size(in.get(0), in.get(1)), target, layer.interpolation(), false, in, 0);
    }

    /** @param in (height, width, channels) */
    public static ResizedMap of(Layer.Resizing layer, Shape in) {
        Size part = switch (layer.fit()) {
            case STRETCH -> new Size(in.get(0), in.get(1));
            case CROP -> largestWithin(in, layer.target());
            case PAD -> smallestAround(in, layer.target());
        };
        return of(part, layer.target(), layer.interpolation(), layer.antialias(), in, layer.filling());
    }

    /** @param in smaller than the target in one direction, where the layer resizes */
    public static ResizedMap of(Layer.CenterCrop layer, Shape in) {
        return of(largestWithin(in, layer.target()), layer.target(), Interpolation.BILINEAR, false, in, 0);
    }

    private static ResizedMap of(Size part, Size target, Interpolation interpolation, boolean smoothed, Shape in,
            double filling) {
        return new ResizedMap(axis(in.get(0), part.height(), target.height(), interpolation, smoothed),
                axis(in.get(1), part.width(), target.width(), interpolation, smoothed), filling);
    }

    /** The middle; what is added around is as wide on either side. */
    private static ResizedAxis axis(int size, int part, int target, Interpolation interpolation, boolean smoothed) {
        int start = (size - part) / 2;
        return new ResizedAxis(size, start, part > size ? size - 2 * start : part, target, interpolation, smoothed);
    }

    /** The largest middle part with the target's aspect ratio ({@code keras.utils.image_utils.smart_resize}). */
    private static Size largestWithin(Shape in, Size target) {
        return new Size(Math.max(Math.min(in.get(0), height(in, target)), 1),
                Math.max(Math.min(in.get(1), width(in, target)), 1));
    }

    private static Size smallestAround(Shape in, Size target) {
        return new Size(Math.max(in.get(0), height(in, target)), Math.max(in.get(1), width(in, target)));
    }

    private static int height(Shape in, Size target) {
        return (int) ((double) in.get(1) * target.height() / target.width());
    }

    private static int width(Shape in, Size target) {
        return (int) ((double) in.get(0) * target.width() / target.height());
    }

    /** True if all that is looked at lies within the map. */
    public boolean inside() {
        return rows.inside() && columns.inside();
    }

    /** (target height, target width): how much of the filling is in each new value; all 0 if {@link #inside()}. */
    public float[] fillings() {
        double[] ofRows = missing(rows);
        double[] ofColumns = missing(columns);
        float[] fillings = new float[Math.multiplyExact(rows.target(), columns.target())];
        for (int row = 0; row < rows.target(); row++) {
            for (int column = 0; column < columns.target(); column++) {
                double taken = (1 - ofRows[row]) * (1 - ofColumns[column]);
                fillings[row * columns.target() + column] = (float) (filling * (1 - taken));
            }
        }
        return fillings;
    }

    private static double[] missing(ResizedAxis axis) {
        float[] weights = axis.weights();
        double[] missing = new double[axis.target()];
        for (int to = 0; to < axis.target(); to++) {
            double sum = 0;
            for (int from = 0; from < axis.size(); from++) {
                sum += weights[from * axis.target() + to];
            }
            missing[to] = 1 - sum;
        }
        return missing;
    }
}
