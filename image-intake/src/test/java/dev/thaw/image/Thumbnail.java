package dev.thaw.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A line of {@code thumbnails.csv}: what Pillow makes of a file, written by {@code src/test/python/thumbnails.py}. */
record Thumbnail(int width, int height, String colors) {
    private static final int FIELDS = 4;

    /** By corpus and file. */
    static Map<String, Thumbnail> table() throws IOException {
        Map<String, Thumbnail> table = new HashMap<>();
        try (InputStream in = Thumbnail.class.getResourceAsStream("/thumbnails.csv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.split(","))
                    .forEach(cells -> table.put(cells[0],
                            new Thumbnail(Integer.parseInt(cells[1]), Integer.parseInt(cells[2]), cells[3])));
        }
        return table;
    }

    /** What is not the same, if anything is. */
    Optional<String> difference(PreparedImage image, int tolerance) {
        if (image.originalWidth() != width || image.originalHeight() != height) {
            return Optional.of(image.originalWidth() + " x " + image.originalHeight() + " instead of " + width + " x " + height);
        }
        BufferedImage seen = Pictures.decoded(image);
        int greatest = 0;
        for (int field = 0; field < FIELDS * FIELDS; field++) {
            int expected = Integer.parseInt(colors.substring(6 * field, 6 * field + 6), 16);
            int found = seen.getRGB(field % FIELDS, field / FIELDS) & 0xffffff;
            for (int shift = 0; shift <= 16; shift += 8) {
                greatest = Math.max(greatest, Math.abs((expected >> shift & 0xff) - (found >> shift & 0xff)));
            }
        }
        return greatest > tolerance ? Optional.of("differs by " + greatest) : Optional.empty();
    }
}
