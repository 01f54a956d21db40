package dev.thaw.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import javax.imageio.ImageIO;

/** Originals for tests, and what became of them. */
final class Pictures {
    static final ImageLimits LIMITS = new ImageLimits(32 << 20, 64_000_000, Duration.ofMinutes(5));

    private Pictures() {
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("cannot write " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Something with structure everywhere. */
    static BufferedImage pattern(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x * 7 + y * 3 & 0xff) << 16 | (x * x + y & 0xff) << 8 | (y * 5 & 0xff));
            }
        }
        return image;
    }

    static BufferedImage decoded(PreparedImage prepared) {
        try {
            return ImageIO.read(new ByteArrayInputStream(prepared.png()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 0xRRGGBB. */
    static int color(PreparedImage prepared, int x, int y) {
        return decoded(prepared).getRGB(x, y) & 0xffffff;
    }

    static double meanAbsoluteDifference(PreparedImage one, PreparedImage other) {
        BufferedImage a = decoded(one);
        BufferedImage b = decoded(other);
        long sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((a.getRGB(x, y) >> shift & 0xff) - (b.getRGB(x, y) >> shift & 0xff));
                }
            }
        }
        return sum / (3.0 * a.getWidth() * a.getHeight());
    }
}
