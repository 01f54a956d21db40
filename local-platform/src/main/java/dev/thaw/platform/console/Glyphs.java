package dev.thaw.platform.console;

import java.nio.charset.Charset;

/**
 * What curves are drawn with.
 *
 * @param levels from the lowest to the highest
 * @param border between stages
 * @param gap where nothing was measured
 */
public record Glyphs(String levels, char border, char gap) {
    public static final Glyphs BLOCKS = new Glyphs("▁▂▃▄▅▆▇█", '│', '·');
    public static final Glyphs PLAIN = new Glyphs("_.-~=+*#", '|', ' ');

    /** Blocks where standard output can show them. */
    public static Glyphs ofThisProcess() {
        String name = System.getProperty("sun.stdout.encoding");
        Charset charset = name == null ? Charset.defaultCharset() : Charset.forName(name);
        return charset.newEncoder().canEncode(BLOCKS.levels() + BLOCKS.border() + BLOCKS.gap()) ? BLOCKS : PLAIN;
    }

    /** @param share from 0, the lowest, to 1 */
    char level(double share) {
        return levels.charAt((int) Math.min(levels.length() - 1, Math.max(0, share) * levels.length()));
    }
}
