package dev.thaw.platform.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import dev.thaw.platform.connection.CommandException;

/** A white picture to draw and write on, and its file. */
final class Drawing {
    private final BufferedImage image;
    private final Graphics2D graphics;

    /** @throws CommandException if there is no font to write with */
    Drawing(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        try {
            font(Font.PLAIN, 12);
            width("x");
        } catch (InternalError | LinkageError | RuntimeException e) {
            throw new CommandException(
                    "Java finds no font on this machine and cannot label a picture; install fontconfig and a font,"
                            + " for instance fonts-dejavu-core",
                    e);
        }
    }

    Graphics2D graphics() {
        return graphics;
    }

    void font(int style, int size) {
        graphics.setFont(new Font(Font.SANS_SERIF, style, size));
    }

    int width(String text) {
        return graphics.getFontMetrics().stringWidth(text);
    }

    /** Writes text whose middle is at x. */
    void centred(String text, double x, double y) {
        graphics.drawString(text, (float) (x - width(text) / 2.0), (float) y);
    }

    /** Writes text that ends at x. */
    void ending(String text, double x, double y) {
        graphics.drawString(text, (float) (x - width(text)), (float) y);
    }

    void write(Path file) throws IOException {
        graphics.dispose();
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        // a file of its own making ImageIO would open with a stack trace if it cannot be written
        try (OutputStream out = Files.newOutputStream(file)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java cannot write PNG files");
            }
        }
    }
}
