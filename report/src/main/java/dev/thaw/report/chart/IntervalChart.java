package dev.thaw.report.chart;

import java.util.List;

import dev.thaw.report.Comparison;

/** The difference between candidate and champion with its interval, and where neither is better. */
public record IntervalChart(Frame frame, String zero, String low, String high, String width, String middle, String y,
        List<Axis.Tick> across) {

    public static IntervalChart of(Comparison comparison) {
        Frame frame = Frame.STRIP;
        double reach = Math.max(0.01, 1.2 * Math.max(Math.abs(comparison.difference()),
                Math.max(Math.abs(comparison.interval().low()), Math.abs(comparison.interval().high()))));
        Axis across = new Axis(-100 * reach, 100 * reach, frame.left(), frame.right(), false);
        double low = across.at(100 * comparison.interval().low());
        double high = across.at(100 * comparison.interval().high());
        return new IntervalChart(frame, across.placeOf(0), Figures.place(low), Figures.place(high), Figures.place(high - low),
                across.placeOf(100 * comparison.difference()), Figures.place((frame.top() + frame.bottom()) / 2.0),
                across.ticks(6));
    }
}
