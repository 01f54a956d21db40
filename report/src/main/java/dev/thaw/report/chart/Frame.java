package dev.thaw.report.chart;

/**
 * The place of a drawing and of what is drawn in it, in units of which about 340 are as wide as a phone: so its letters are
 * readable there.
 */
public record Frame(int width, int height, int left, int top, int right, int bottom) {
    /** For curves. */
    static final Frame WIDE = new Frame(400, 250, 46, 30, 390, 214);
    /** For what has the same unit both ways. */
    static final Frame SQUARE = new Frame(340, 330, 46, 14, 326, 294);
    /** For one interval. */
    static final Frame STRIP = new Frame(400, 84, 16, 14, 384, 50);

    public int innerWidth() {
        return right - left;
    }

    public int innerHeight() {
        return bottom - top;
    }
}
