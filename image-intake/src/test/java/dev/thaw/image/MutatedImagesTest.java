package dev.thaw.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;

/** Valid files of every format, damaged at random: each ends as an image or a rejection, in time and little memory. */
class MutatedImagesTest {
    private static final int MUTATIONS = 400;
    private static final ImageSize SIZE = new ImageSize(16, 16);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private final ImageIntake intake = new ImageIntake(new ImageLimits(1 << 20, 1_000_000, Duration.ofMinutes(1)));

    static Stream<Arguments> files() {
        BufferedImage picture = Pictures.pattern(60, 44);
        BufferedImage alpha = new BufferedImage(40, 30, BufferedImage.TYPE_4BYTE_ABGR);
        alpha.createGraphics().drawImage(picture, 3, 3, null);
        BufferedImage palette = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_INDEXED);
        palette.createGraphics().drawImage(picture, 0, 0, null);
        BufferedImage deep = new BufferedImage(40, 30, BufferedImage.TYPE_USHORT_GRAY);
        deep.createGraphics().drawImage(picture, 0, 0, null);
        return Stream.of(Arguments.of("jpeg", Pictures.encoded(picture, "jpeg")),
                Arguments.of("progressive jpeg", SamplePictures.progressive(picture)),
                Arguments.of("jpeg with profile and exif", SamplePictures.withSegments(Pictures.encoded(picture, "jpeg"))),
                Arguments.of("cmyk jpeg", SamplePictures.cmyk()),
                Arguments.of("png", Pictures.encoded(picture, "png")),
                Arguments.of("png with alpha", Pictures.encoded(alpha, "png")),
                Arguments.of("png with palette", Pictures.encoded(palette, "png")),
                Arguments.of("png of 16 bits", Pictures.encoded(deep, "png")),
                Arguments.of("gif", Pictures.encoded(picture, "gif")),
                Arguments.of("bmp", Pictures.encoded(picture, "bmp")),
                Arguments.of("webp", SamplePictures.webp("lossy")),
                Arguments.of("lossless webp", SamplePictures.webp("lossless")),
                Arguments.of("animated webp", SamplePictures.webp("animated")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aDamagedFileIsAnImageOrRejected(String kind, byte[] file) throws Exception {
        intake.prepare(file, SIZE, Resize.SQUASH);
        Random random = new Random(11);
        int rejected = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            rejected += isRejected(kind + " " + i, damaged(file, random)) ? 1 : 0;
        }
        assertThat(rejected).isBetween(1, MUTATIONS);
        assertThat(intake.stuckDecoders()).isZero();
    }

    private boolean isRejected(String name, byte[] damaged) {
        return Assertions.assertTimeoutPreemptively(LONGEST, () -> {
            try {
                intake.prepare(damaged, SIZE, Resize.SQUASH);
                return false;
            } catch (RejectedException e) {
                assertThat(e).as(name).hasMessageMatching("(?s).{20,500}");
                assertThat(e.getCause() instanceof Error).as(name).isFalse();
                return true;
            }
        }, name);
    }

    private static byte[] damaged(byte[] file, Random random) {
        byte[] damaged = file.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            // sizes and counts stand at the beginning
            int at = random.nextBoolean() ? random.nextInt(damaged.length) : random.nextInt(Math.min(120, damaged.length));
            switch (random.nextInt(6)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 2 -> damaged = Arrays.copyOf(damaged, Math.max(16, at));
                case 3 -> Arrays.fill(damaged, at, Math.min(damaged.length, at + 4), (byte) random.nextInt());
                case 4 -> {
                    int from = random.nextInt(damaged.length);
                    int length = Math.min(random.nextInt(64), Math.min(damaged.length - at, damaged.length - from));
                    System.arraycopy(damaged, from, damaged, at, length);
                }
                default -> {
                    byte[] longer = Arrays.copyOf(damaged, damaged.length + damaged.length - at);
                    System.arraycopy(damaged, at, longer, damaged.length, damaged.length - at);
                    damaged = longer;
                }
            }
        }
        return isPng(damaged) ? withChecksums(damaged) : damaged;
    }

    private static boolean isPng(byte[] file) {
        return file.length > 8 && file[1] == 'P' && file[2] == 'N' && file[3] == 'G';
    }

    /** So that what is behind the checksums is reached. */
    private static byte[] withChecksums(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        int at = 8;
        while (at + 12 <= png.length) {
            int size = file.getInt(at);
            if (size < 0 || size > png.length - at - 12) {
                break;
            }
            CRC32 checksum = new CRC32();
            checksum.update(png, at + 4, size + 4);
            file.putInt(at + 8 + size, (int) checksum.getValue());
            at += size + 12;
        }
        return png;
    }
}
