package dev.thaw.evaluator.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import javax.imageio.ImageIO;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.finetuning.training.ImageSource;
import dev.thaw.report.Picture;

/** Makes the small pictures of one report, as many as it has room for. */
final class Thumbnails {
    /** Of all pictures of a report, in bytes as they stand in the page. */
    static final long ROOM = 1_000_000;
    private static final int LONGER_SIDE = 144;

    private final ImageSource images;
    private final Manifest.ImageSize size;
    private long room = ROOM;
    private int refused;

    Thumbnails(ImageSource images, Manifest.ImageSize size) {
        this.images = images;
        this.size = size;
    }

    /** Empty if there is no room left. */
    Optional<Picture> of(String hash) {
        BufferedImage small = small(images.pixels(hash));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(small, "jpeg", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Picture picture = Picture.jpeg(file.toByteArray(), small.getWidth(), small.getHeight());
        if (picture.source().length() > room) {
            refused++;
            return Optional.empty();
        }
        room -= picture.source().length();
        return Optional.of(picture);
    }

    /** How many pictures had no room. */
    int refused() {
        return refused;
    }

    private BufferedImage small(byte[] pixels) {
        BufferedImage whole = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size.width() * size.height(); i++) {
            whole.setRGB(i % size.width(), i / size.width(),
                    (pixels[3 * i] & 0xFF) << 16 | (pixels[3 * i + 1] & 0xFF) << 8 | pixels[3 * i + 2] & 0xFF);
        }
        double scale = Math.min(1, (double) LONGER_SIDE / Math.max(size.width(), size.height()));
        int width = Math.max(1, (int) Math.round(scale * size.width()));
        int height = Math.max(1, (int) Math.round(scale * size.height()));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(whole, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }
}
