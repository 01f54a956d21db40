package dev.thaw.report.chart;

import java.util.List;

import dev.thaw.report.Calibration;

/**
 * How often answers of a confidence are right: where bars end on the diagonal, probabilities can be taken at their word.
 *
 * @param diagonal the ends of the diagonal as an SVG line has them
 */
public record ReliabilityChart(Frame frame, List<Bar> bars, List<Axis.Tick> across, List<Axis.Tick> up, String bottom) {

    /** @param share of all images, in [0, 1] as a class of shade from 1 to 4 */
    public record Bar(String x, String y, String width, String height, String confidence, int shade) {
    }

    public static ReliabilityChart of(Calibration calibration) {
        Frame frame = Frame.SQUARE;
        Axis across = new Axis(0, 1, frame.left(), frame.right(), false);
        Axis up = new Axis(0, 1, frame.bottom(), frame.top(), false);
        long most = calibration.bins().stream().mapToLong(Calibration.Bin::images).max().orElse(0);
        List<Bar> bars = calibration.bins().stream().filter(bin -> bin.images() > 0 && bin.accuracy() != null)
                .map(bin -> bar(bin, across, up, most)).toList();
        return new ReliabilityChart(frame, bars, across.ticks(5), up.ticks(5), Figures.place(frame.bottom()));
    }

    private static Bar bar(Calibration.Bin bin, Axis across, Axis up, long most) {
        double top = up.at(bin.accuracy());
        return new Bar(Figures.place(across.at(bin.from()) + 1), Figures.place(top),
                Figures.place(across.at(bin.to()) - across.at(bin.from()) - 2), Figures.place(Math.max(1, up.start() - top)),
                across.placeOf(bin.confidence() == null ? (bin.from() + bin.to()) / 2 : bin.confidence()),
                (int) Math.max(1, Math.ceil(4.0 * bin.images() / most)));
    }
}
