package dev.thaw.platform.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import dev.thaw.platform.demo.render.Defect;
import dev.thaw.platform.demo.render.SteelSurfaceRenderer;

/** The demo's photos: an inspection line's, rendered, as {@code <directory>/<label>/<label>-<number>.png}. */
public final class SampleImages {
    private static final int SIDE = 128;

    private SampleImages() {
    }

    /**
     * Renders what is not there yet; the same number always gives the same photo.
     *
     * @param perLabel photos of each label
     * @throws UncheckedIOException if a file cannot be written
     */
    public static void render(Path directory, int perLabel) {
        SteelSurfaceRenderer renderer = new SteelSurfaceRenderer(SIDE);
        for (Defect defect : Defect.values()) {
            Path folder = directory.resolve(defect.label());
            IntStream.range(0, perLabel).parallel().forEach(number -> {
                Path file = folder.resolve(String.format(Locale.ROOT, "%s-%03d.png", defect.label(), number));
                if (!Files.exists(file)) {
                    write(renderer.render(defect, number), file);
                }
            });
        }
    }

    /** The labels, each the name of a folder. */
    public static List<String> labels() {
        return Arrays.stream(Defect.values()).map(Defect::label).toList();
    }

    private static void write(BufferedImage image, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = file.resolveSibling(file.getFileName() + ".part");
            ImageIO.write(image, "png", unfinished.toFile());
            Files.move(unfinished, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the sample image " + file + ": " + e.getMessage(), e);
        }
    }
}
