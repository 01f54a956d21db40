package dev.thaw.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a chart, before it has a place.
 *
 * @param name for the legend
 * @param look the class of its style
 * @param points by rising x; a y that is null or not finite leaves a gap
 */
record Curve(String name, String look, List<Point> points) {
    private static final int MOST = 400;

    Curve {
        points = thinned(points);
    }

    record Point(double x, Double y) {

        boolean known() {
            return y != null && Double.isFinite(y);
        }
    }

    /** A drawing gains nothing from more points than it has places. */
    private static List<Point> thinned(List<Point> all) {
        int every = (all.size() + MOST - 1) / MOST;
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (every <= 1 || i % every == 0 || i == all.size() - 1 || !all.get(i).known()) {
                kept.add(all.get(i));
            }
        }
        return List.copyOf(kept);
    }

    /** The parts between its gaps. */
    List<List<Point>> unbroken() {
        List<List<Point>> parts = new ArrayList<>();
        List<Point> part = new ArrayList<>();
        for (Point point : points) {
            if (point.known()) {
                part.add(point);
            } else if (!part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
