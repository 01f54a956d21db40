package dev.thaw.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Curves over the epochs of a run, with the borders of its stages, ready to be drawn.
 *
 * @param id unique on the page
 * @param description what it shows, in a sentence, for those who do not see it
 * @param bands one for each stage
 */
public record LineChart(String id, String title, String description, Frame frame, List<Line> lines, List<Dot> dots,
        List<Band> bands, List<Axis.Tick> across, List<Axis.Tick> up) {
    private static final int MOST_DOTS = 80;
    /** A letter of a stage's name is about so wide. */
    private static final double LETTER = 6.6;

    /** Whether an epoch is ringed. */
    public boolean marked() {
        return has(RunCharts.BEST);
    }

    /** Whether a stage was stopped before its last epoch. */
    public boolean stopped() {
        return has(RunCharts.STOP);
    }

    private boolean has(String look) {
        return dots.stream().anyMatch(dot -> dot.look().equals(look));
    }

    /** @param parts points of each unbroken part, as SVG writes them */
    public record Line(String name, String look, List<String> parts) {
    }

    public record Dot(String x, String y, String look) {

        /** In units of the drawing. */
        public String radius() {
            return look.equals(RunCharts.BEST) ? "6" : look.equals(RunCharts.STOP) ? "4.5" : "2.2";
        }
    }

    /** A stage. @param name empty where there is no room for it */
    public record Band(String from, String end, String width, String middle, String name, boolean odd) {
    }

    /** Something on a curve. */
    record Mark(double x, Double y, String look) {
    }

    /** Where a stage ends. @param end epochs of the run up to there */
    record Border(String stage, double end) {
    }

    static LineChart of(String id, String title, String description, List<Curve> curves, List<Mark> marks, List<Border> stages,
            Scale scale) {
        Frame frame = Frame.WIDE;
        double end = Math.max(1, stages.isEmpty() ? 1 : stages.get(stages.size() - 1).end());
        Axis across = new Axis(0, end, frame.left(), frame.right(), false);
        Axis up = scale.axis(curves.stream().flatMap(curve -> curve.points().stream()).filter(Curve.Point::known)
                .map(Curve.Point::y).toList(), frame.bottom(), frame.top());
        List<Line> lines = curves.stream().map(curve -> new Line(curve.name(), curve.look(),
                curve.unbroken().stream().map(part -> part.stream()
                        .map(point -> across.placeOf(point.x()) + "," + up.placeOf(point.y())).collect(Collectors.joining(" ")))
                        .toList()))
                .toList();
        Stream<Dot> ofCurves = curves.stream().filter(curve -> curve.points().size() <= MOST_DOTS && scale.dotted())
                .flatMap(curve -> curve.points().stream().filter(Curve.Point::known)
                        .map(point -> new Dot(across.placeOf(point.x()), up.placeOf(point.y()), curve.look() + " dot")));
        Stream<Dot> ofMarks = marks.stream().filter(mark -> mark.y() != null && Double.isFinite(mark.y()))
                .map(mark -> new Dot(across.placeOf(mark.x()), up.placeOf(mark.y()), mark.look()));
        return new LineChart(id, title, description, frame, lines, Stream.concat(ofCurves, ofMarks).toList(),
                bands(stages, across), across.ticks(end < 6 ? (int) end : 6), up.ticks(4));
    }

    private static List<Band> bands(List<Border> stages, Axis across) {
        List<Band> bands = new ArrayList<>();
        double begin = 0;
        for (Border stage : stages) {
            double from = across.at(begin);
            double width = across.at(stage.end()) - from;
            String name = stage.stage().length() * LETTER <= width ? stage.stage() : "";
            bands.add(new Band(Figures.place(from), Figures.place(from + width), Figures.place(width),
                    Figures.place(from + width / 2), name,
                    bands.size() % 2 == 1));
            begin = stage.end();
        }
        return bands;
    }

    /** How values are put on the vertical axis. */
    enum Scale {
        /** From 0; by powers of ten where the values are apart, so that what is small can be told apart too. */
        LOSS,
        /** Up to 1. */
        SHARE,
        /** The same. */
        RATE;

        private static final double APART = 4;
        private static final double FARTHEST = 1e4;

        boolean dotted() {
            return this != RATE;
        }

        private Axis axis(List<Double> values, double start, double end) {
            double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
            double min = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
            if (this == SHARE) {
                double floor = min >= 1 ? 0.9 : Math.max(0, Math.floor(min * 20 - 0.2) / 20);
                return new Axis(floor, 1, start, end, false);
            }
            if (!(max > 0)) {
                return new Axis(0, 1, start, end, false);
            }
            double least = Math.max(max / FARTHEST,
                    values.stream().mapToDouble(Double::doubleValue).filter(value -> value > 0).min().orElse(max));
            if (max / least > APART) {
                return new Axis(least / 1.15, max * 1.15, start, end, true);
            }
            double step = Axis.roundStep(max / 4);
            return new Axis(0, step * Math.ceil(max / step + 0.05), start, end, false);
        }
    }
}
