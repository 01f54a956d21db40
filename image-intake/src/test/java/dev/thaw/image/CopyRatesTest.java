package dev.thaw.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;

/** How often copies of real photos are found, and other photos taken for copies. {@code -Dthaw.photos=4000} takes them all. */
class CopyRatesTest {
    private static final Path PHOTOS = Path.of(System.getProperty("thaw.root"), "..", "shared", "data");
    private static final ImageSize SIZE = new ImageSize(128, 128);
    private final ImageIntake intake = new ImageIntake(Pictures.LIMITS);
    private final Random random = new Random(11);

    @Test
    void copiesOfPhotosAreFoundAndOtherPhotosAreNot() throws Exception {
        // given
        List<Path> photos = photos(Integer.getInteger("thaw.photos", 60));
        List<PictureSignature> originals = new ArrayList<>();
        Map<String, int[]> found = new TreeMap<>();

        // when
        for (Path photo : photos) {
            byte[] file = Files.readAllBytes(photo);
            PictureSignature original = signature(file);
            originals.add(original);
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
            for (Map.Entry<String, byte[]> copy : copies(image).entrySet()) {
                PictureSignature seen = signature(copy.getValue());
                int[] counts = found.computeIfAbsent(copy.getKey(), kind -> new int[4]);
                counts[0]++;
                counts[1] += original.isCopyOf(seen) ? 1 : 0;
                counts[2] += original.look() == seen.look() ? 1 : 0;
                counts[3] += original.isSamePictureAs(seen) ? 1 : 0;
            }
        }
        List<String> alarms = new ArrayList<>();
        for (int one = 0; one < originals.size(); one++) {
            for (int other = 0; other < one; other++) {
                if (originals.get(one).isCopyOf(originals.get(other))) {
                    alarms.add(photos.get(one).getFileName() + " " + photos.get(other).getFileName() + " "
                            + originals.get(one).distance(originals.get(other)));
                }
            }
        }

        // then
        long looks = originals.stream().map(PictureSignature::look).distinct().count();
        System.out.printf(Locale.ROOT, "%d photos, %d looks; pairs taken for copies: %d %s%n", photos.size(), looks,
                alarms.size(),
                alarms.subList(0, Math.min(80, alarms.size())));
        found.forEach((kind, counts) -> System.out.printf(Locale.ROOT,
                "%-24s %5d copies: found %.2f %%, same look %.2f %%, same picture %.2f %%%n", kind, counts[0],
                100.0 * counts[1] / counts[0], 100.0 * counts[2] / counts[0], 100.0 * counts[3] / counts[0]));
        assertThat(alarms).hasSizeLessThan(photos.size() / 20);
        assertThat(found.values()).allSatisfy(counts -> {
            assertThat(counts[1]).isGreaterThanOrEqualTo(counts[0] * 95 / 100);
            assertThat(counts[2]).isGreaterThanOrEqualTo(counts[0] * 70 / 100);
        });
    }

    private PictureSignature signature(byte[] file) throws RejectedException {
        return intake.prepare(file, SIZE, Resize.SQUASH).signature().orElseThrow();
    }

    private Map<String, byte[]> copies(BufferedImage image) throws IOException {
        BufferedImage turned = turned(image, 1 + random.nextInt(7));
        Map<String, byte[]> copies = new TreeMap<>();
        copies.put("turned", Pictures.encoded(turned, "png"));
        copies.put("JPEG quality 50", jpeg(image, 0.5f));
        copies.put("turned, JPEG 75", jpeg(turned, 0.75f));
        copies.put("half size, JPEG 85", jpeg(scaled(image, 0.5), 0.85f));
        copies.put("turned, half, JPEG 85", jpeg(scaled(turned, 0.5), 0.85f));
        copies.put("turned, x 1.5, JPEG 85", jpeg(scaled(turned, 1.5), 0.85f));
        return copies;
    }

    private static BufferedImage turned(BufferedImage image, int view) {
        boolean exchanged = (view & 4) != 0;
        int width = exchanged ? image.getHeight() : image.getWidth();
        int height = exchanged ? image.getWidth() : image.getHeight();
        BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int fromX = (view & 1) == 0 ? x : width - 1 - x;
                int fromY = (view & 2) == 0 ? y : height - 1 - y;
                turned.setRGB(x, y, exchanged ? image.getRGB(fromY, fromX) : image.getRGB(fromX, fromY));
            }
        }
        return turned;
    }

    private static BufferedImage scaled(BufferedImage image, double scale) {
        int width = (int) (image.getWidth() * scale);
        int height = (int) (image.getHeight() * scale);
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }

    private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (javax.imageio.stream.ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam wanted = writer.getDefaultWriteParam();
            wanted.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            wanted.setCompressionQuality(quality);
            writer.setOutput(out);
            BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = opaque.createGraphics();
            graphics.drawImage(image, 0, 0, null);
            graphics.dispose();
            writer.write(null, new IIOImage(opaque, null, null), wanted);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static List<Path> photos(int count) throws IOException {
        assumeThat(PHOTOS).as("the photos in " + PHOTOS + ", without which this test is skipped").isDirectory();
        try (Stream<Path> files = Files.walk(PHOTOS)) {
            List<Path> all = new ArrayList<>(files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jpg"))
                    .sorted().toList());
            Collections.shuffle(all, new Random(5));
            return all.subList(0, Math.min(count, all.size()));
        }
    }
}
