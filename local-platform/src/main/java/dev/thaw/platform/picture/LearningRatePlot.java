package dev.thaw.platform.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import dev.thaw.finetuning.training.LearningRateCurve;
import dev.thaw.finetuning.training.LearningRateCurve.Point;
import dev.thaw.finetuning.training.LearningRateFinder;

/** The picture of a learning-rate range test: loss by rate, the rate on a logarithmic axis. */
public final class LearningRatePlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int LEFT = 80;
    private static final int RIGHT = WIDTH - 30;
    private static final int TOP = 60;
    private static final int BOTTOM = HEIGHT - 70;
    private static final Color GRID = new Color(0xE4E4E4);
    private static final Color RAW = new Color(0xB9CBE0);
    private static final Color LINE = new Color(0x1F5FA8);
    private static final Color SUGGESTED = new Color(0xC2410C);
    private static final double LOWEST_DECADE = Math.log10(LearningRateFinder.LOWEST);
    private static final double DECADES = Math.log10(LearningRateFinder.HIGHEST) - LOWEST_DECADE;

    private final LearningRateCurve curve;
    private final String title;
    private final double low;
    private final double high;

    public LearningRatePlot(LearningRateCurve curve, String title) {
        this.curve = curve;
        this.title = title;
        double lowest = curve.points().stream().mapToDouble(Point::smoothed).min().orElse(0);
        double first = curve.points().isEmpty() ? 1 : curve.points().get(0).smoothed();
        double range = Math.max(first - lowest, 0.05 * Math.abs(first) + 1e-9);
        // divergence would make the fall before it too small to see
        this.low = Math.max(0, lowest - 0.15 * range);
        this.high = first + 0.8 * range;
    }

    public void write(Path file) throws IOException {
        Drawing drawing = new Drawing(WIDTH, HEIGHT);
        drawing.font(Font.BOLD, 15);
        drawing.graphics().drawString(title, LEFT, 34);
        axes(drawing);
        Graphics2D graphics = drawing.graphics();
        Shape everything = graphics.getClip();
        graphics.clipRect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP);
        curve(graphics);
        graphics.setClip(everything);
        suggestion(drawing);
        drawing.write(file);
    }

    private void axes(Drawing drawing) {
        Graphics2D graphics = drawing.graphics();
        drawing.font(Font.PLAIN, 12);
        for (int decade = (int) LOWEST_DECADE; decade <= LOWEST_DECADE + DECADES; decade++) {
            double x = x(Math.pow(10, decade));
            graphics.setColor(GRID);
            graphics.draw(new Line2D.Double(x, TOP, x, BOTTOM));
            graphics.setColor(Color.BLACK);
            drawing.centred(decade == 0 ? "1" : decade == 1 ? "10" : "1e" + decade, x, BOTTOM + 20);
        }
        double step = roundStep();
        String format = "%." + (int) Math.max(0, -Math.floor(Math.log10(step))) + "f";
        for (int mark = (int) Math.ceil(low / step); mark * step <= high; mark++) {
            double loss = mark * step;
            graphics.setColor(GRID);
            graphics.draw(new Line2D.Double(LEFT, y(loss), RIGHT, y(loss)));
            graphics.setColor(Color.BLACK);
            drawing.ending(String.format(Locale.ROOT, format, loss), LEFT - 8, y(loss) + 4);
        }
        graphics.drawRect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP);
        drawing.centred("learning rate (logarithmic)", (LEFT + RIGHT) / 2.0, BOTTOM + 48);
        graphics.rotate(-Math.PI / 2);
        drawing.centred("training loss with penalties", -(TOP + BOTTOM) / 2.0, 18);
        graphics.rotate(Math.PI / 2);
    }

    /** 1, 2 or 5 times a power of ten, so that there are four to ten marks. */
    private double roundStep() {
        double most = (high - low) / 4;
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
    }

    private void curve(Graphics2D graphics) {
        graphics.setColor(RAW);
        curve.points().forEach(point -> graphics.fill(new Ellipse2D.Double(x(point.rate()) - 3, y(point.loss()) - 3, 6, 6)));
        Path2D line = new Path2D.Double();
        for (Point point : curve.points()) {
            if (line.getCurrentPoint() == null) {
                line.moveTo(x(point.rate()), y(point.smoothed()));
            } else {
                line.lineTo(x(point.rate()), y(point.smoothed()));
            }
        }
        graphics.setColor(LINE);
        graphics.setStroke(new BasicStroke(2.5f));
        graphics.draw(line);
    }

    private void suggestion(Drawing drawing) {
        drawing.font(Font.PLAIN, 12);
        if (curve.suggestion() == null) {
            drawing.graphics().drawString("the loss never falls: no rate is suggested", LEFT + 10, TOP + 18);
            return;
        }
        double x = x(curve.suggestion());
        drawing.graphics().setColor(SUGGESTED);
        drawing.graphics()
                .setStroke(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[]{6, 5}, 0));
        drawing.graphics().draw(new Line2D.Double(x, TOP, x, BOTTOM));
        drawing.font(Font.BOLD, 12);
        drawing.centred(String.format(Locale.ROOT, "suggested: %.1e", curve.suggestion()), x, TOP - 8);
    }

    private static double x(double rate) {
        return LEFT + (Math.log10(rate) - LOWEST_DECADE) / DECADES * (RIGHT - LEFT);
    }

    private double y(double loss) {
        return BOTTOM - (loss - low) / (high - low) * (BOTTOM - TOP);
    }
}
