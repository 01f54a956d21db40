package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;

/**
 * The loss by learning rate of a range test.
 *
 * @param points in the order of the steps, the rate rising
 * @param suggestion where the smoothed loss falls most steeply in the rate's logarithm; null if it never falls
 * @param diverged whether the test ended because the loss had grown out of hand
 */
public record LearningRateCurve(List<Point> points, Double suggestion, boolean diverged) {
    /** In steps: wide enough that one unlucky batch does not look like a slope. */
    private static final double SMOOTHING = 3;
    private static final double REAL_FALL = 0.25;
    private static final double REAL_RISE = 0.15;

    public LearningRateCurve {
        points = List.copyOf(points);
    }

    /**
     * @param loss of the step, with penalties, on the weights as they were before it
     * @param smoothed the mean of the losses about it, weighted by a Gaussian, which unlike a running mean does not lag behind
     */
    public record Point(double rate, double loss, double smoothed) {
    }

    /** @param losses finite, one per rate; rates beyond them were not tried */
    static LearningRateCurve of(List<Double> rates, List<Double> losses, boolean diverged) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            points.add(new Point(rates.get(i), losses.get(i), smoothed(losses, i)));
        }
        return new LearningRateCurve(points, steepest(points), diverged);
    }

    private static double smoothed(List<Double> losses, int at) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < losses.size(); i++) {
            double distance = (i - at) / SMOOTHING;
            double weight = Math.exp(-distance * distance / 2);
            sum += weight * losses.get(i);
            weights += weight;
        }
        return sum / weights;
    }

    private static Double steepest(List<Point> points) {
        Double best = null;
        double steepest = 0;
        for (int i = 1; i < endOfFall(points); i++) {
            double slope = points.get(i + 1).smoothed() - points.get(i - 1).smoothed();
            if (slope < steepest) {
                steepest = slope;
                best = points.get(i).rate();
            }
        }
        return best;
    }

    /** The bottom of the first fall worth the name: what falls later falls back from a rise, and the rate is too high already. */
    private static int endOfFall(List<Point> points) {
        double lowestOfAll = points.stream().mapToDouble(Point::smoothed).min().orElse(0);
        int lowest = 0;
        for (int i = 1; i < points.size(); i++) {
            double first = points.get(0).smoothed();
            double fall = first - points.get(lowest).smoothed();
            double rise = points.get(i).smoothed() - points.get(lowest).smoothed();
            if (fall > REAL_FALL * (first - lowestOfAll) && rise > REAL_RISE * fall) {
                return lowest;
            }
            lowest = rise < 0 ? i : lowest;
        }
        return lowest;
    }
}
