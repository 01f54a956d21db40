package dev.thaw.finetuning.training;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import dev.thaw.finetuning.network.Shape;

/** Photos in a directory per label, squashed to one size by averaging over areas, in memory. A fifth of what is for training validates. */
public final class PhotoFolder implements ImageSource {
    private final Shape size;
    private final List<String> labels;
    private final List<TrainingImage> images = new ArrayList<>();
    private final Map<String, byte[]> pixels = new HashMap<>();

    /** @param cache where the squashed pixels are kept for the next time, or null */
    public PhotoFolder(Path training, Path test, Shape size, Path cache) throws IOException {
        this.size = size;
        try (Stream<Path> directories = Files.list(training)) {
            labels = directories.filter(Files::isDirectory).map(path -> path.getFileName().toString()).sorted().toList();
        }
        read(training, false, cache);
        if (test != null) {
            read(test, true, cache);
        }
    }

    public List<String> labels() {
        return labels;
    }

    public List<TrainingImage> images() {
        return images;
    }

    public List<TrainingImage> images(Split split) {
        return images.stream().filter(image -> image.split() == split).toList();
    }

    @Override
    public byte[] pixels(String imageHash) {
        return pixels.get(imageHash);
    }

    private void read(Path directory, boolean test, Path cache) throws IOException {
        for (int label = 0; label < labels.size(); label++) {
            try (Stream<Path> files = Files.list(directory.resolve(labels.get(label)))) {
                int own = label;
                Map<String, byte[]> read = new TreeMap<>();
                files.sorted().parallel().forEach(file -> read(file, cache, read));
                read.forEach((hash, rgb) -> {
                    if (pixels.put(hash, rgb) == null) {
                        boolean validates = Integer.parseInt(hash.substring(0, 6), 16) % 5 == 0;
                        images.add(new TrainingImage(hash, own, test ? Split.TEST : validates ? Split.VALIDATION : Split.TRAIN));
                    }
                });
            }
        }
    }

    private void read(Path file, Path cache, Map<String, byte[]> into) {
        try {
            byte[] content = Files.readAllBytes(file);
            String hash = Sha256.of(content);
            Path kept = cache == null ? null : cache.resolve(hash + "-" + size.get(0) + "x" + size.get(1));
            byte[] rgb;
            if (kept != null && Files.exists(kept)) {
                rgb = Files.readAllBytes(kept);
            } else {
                rgb = squash(ImageIO.read(file.toFile()));
                if (kept != null) {
                    Files.createDirectories(cache);
                    Files.write(kept, rgb);
                }
            }
            synchronized (into) {
                into.put(hash, rgb);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] squash(BufferedImage image) {
        int height = size.get(0);
        int width = size.get(1);
        int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        byte[] rgb = new byte[height * width * 3];
        for (int y = 0; y < height; y++) {
            double top = (double) y * image.getHeight() / height;
            double bottom = (y + 1.0) * image.getHeight() / height;
            for (int x = 0; x < width; x++) {
                double left = (double) x * image.getWidth() / width;
                double right = (x + 1.0) * image.getWidth() / width;
                average(argb, image.getWidth(), image.getHeight(), top, bottom, left, right, rgb, (y * width + x) * 3);
            }
        }
        return rgb;
    }

    private static void average(int[] argb, int imageWidth, int imageHeight, double top, double bottom, double left, double right,
            byte[] rgb, int to) {
        double[] sums = new double[3];
        double area = 0;
        for (int y = (int) top; y < Math.min(imageHeight, Math.ceil(bottom)); y++) {
            double down = Math.min(bottom, y + 1) - Math.max(top, y);
            for (int x = (int) left; x < Math.min(imageWidth, Math.ceil(right)); x++) {
                double part = down * (Math.min(right, x + 1) - Math.max(left, x));
                int pixel = argb[y * imageWidth + x];
                for (int c = 0; c < 3; c++) {
                    sums[c] += part * (pixel >> 16 - 8 * c & 0xFF);
                }
                area += part;
            }
        }
        for (int c = 0; c < 3; c++) {
            rgb[to + c] = (byte) Math.round(sums[c] / area);
        }
    }
}
