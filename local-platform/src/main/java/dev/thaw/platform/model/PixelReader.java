package dev.thaw.platform.model;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import javax.imageio.ImageIO;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.finetuning.training.RgbPixels;
import dev.thaw.image.ImageIntake;
import dev.thaw.image.ImageLimits;
import dev.thaw.image.PreparedImage;
import dev.thaw.image.RejectedException;
import dev.thaw.platform.connection.CommandException;

/** Takes in image files as ingest does, so that a network sees here what it sees in a run. Thread-safe. */
public final class PixelReader {
    private static final ImageLimits LIMITS = new ImageLimits(100L << 20, 200_000_000, Duration.ofSeconds(60));

    private final ImageIntake intake = new ImageIntake(LIMITS);
    private final ImageSize size;
    private final Resize resize;

    public PixelReader(ImageSize size, Resize resize) {
        this.size = size;
        this.resize = resize;
    }

    /** @throws CommandException if the file is no image that can be taken in */
    public PreparedImage prepare(Path image) throws IOException {
        try {
            return intake.prepare(Files.readAllBytes(image), size, resize);
        } catch (RejectedException e) {
            throw new CommandException(image + ": " + e.getMessage(), e);
        }
    }

    /** Raw RGB of a prepared image's PNG file, row by row. */
    public static byte[] pixels(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        return RgbPixels.of(image);
    }
}
