package dev.thaw.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.event.Rejection;

class HostileFileTest {
    private static final ImageSize SIZE = new ImageSize(32, 32);
    private final ImageIntake intake = new ImageIntake(Pictures.LIMITS);

    @Test
    void anEmptyFileIsRejected() {
        assertRejected(new byte[0], Rejection.EMPTY, "no bytes");
    }

    @Test
    void aTextFileIsRejectedWhateverItsName() {
        assertRejected("this is photo.jpg, honestly".getBytes(StandardCharsets.UTF_8), Rejection.UNSUPPORTED_FORMAT,
                "none of JPEG, PNG, GIF, BMP, WebP");
    }

    @Test
    void aTruncatedJpegIsRejected() {
        byte[] whole = Pictures.encoded(Pictures.pattern(300, 200), "jpeg");

        for (double share : new double[]{0.02, 0.3, 0.6, 0.95}) {
            assertRejected(Arrays.copyOf(whole, (int) (whole.length * share)), Rejection.CORRUPT, "JPEG");
        }
    }

    @Test
    void aJpegThatOnlyLacksItsEndMarkerIsTaken() throws Exception {
        // given
        byte[] whole = Pictures.encoded(Pictures.pattern(300, 200), "jpeg");

        // when
        PreparedImage image = intake.prepare(Arrays.copyOf(whole, whole.length - 2), SIZE, Resize.SQUASH);

        // then
        assertThat(image.sha256()).isEqualTo(intake.prepare(whole, SIZE, Resize.SQUASH).sha256());
    }

    @Test
    void truncatedFilesOfOtherFormatsAreRejected() {
        for (String format : new String[]{"png", "gif", "bmp"}) {
            byte[] whole = Pictures.encoded(Pictures.pattern(300, 200), format);
            assertRejected(Arrays.copyOf(whole, whole.length / 2), Rejection.CORRUPT, format.toUpperCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void aPngBombIsRejectedByItsHeader() {
        byte[] bomb = Pictures.encoded(Pictures.pattern(8, 8), "png");
        ByteBuffer.wrap(bomb).putInt(16, 65_535).putInt(20, 65_535);
        CRC32 checksum = new CRC32();
        checksum.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) checksum.getValue());

        assertRejected(bomb, Rejection.TOO_MANY_PIXELS, "65535 x 65535");
    }

    @Test
    void aGifBombIsRejectedByItsHeader() {
        byte[] bomb = Pictures.encoded(Pictures.pattern(8, 8), "gif");
        ByteBuffer header = ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(6, (short) 65_535).putShort(8, (short) 65_535);
        int descriptor = imageDescriptor(bomb);
        header.putShort(descriptor + 5, (short) 65_535).putShort(descriptor + 7, (short) 65_535);

        assertRejected(bomb, Rejection.TOO_MANY_PIXELS, "65535 x 65535");
    }

    @Test
    void compressedTextInAPngIsNeverUnfolded() throws Exception {
        // given a text that unfolds to a thousand times its size, in a palette image, whose reader looks at every chunk
        byte[] plain = Pictures.encoded(new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_BYTE_INDEXED),
                "png");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write(new byte[]{'x', 0, 0});
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(text)) {
            deflater.write(new byte[1 << 20]);
        }
        byte[] bomb = insertChunk(plain, "zTXt", text.toByteArray());

        // when
        PreparedImage image = intake.prepare(bomb, SIZE, Resize.SQUASH);

        // then: the reader never gets it
        assertThat(PngChunks.pictureOnly(bomb)).isEqualTo(PngChunks.pictureOnly(plain)).hasSizeLessThan(bomb.length / 2);
        assertThat(image.sha256()).isEqualTo(intake.prepare(plain, SIZE, Resize.SQUASH).sha256());
    }

    @Test
    void aBmpThatWrapsAnotherFileIsRejected() {
        byte[] wrapper = Pictures.encoded(Pictures.pattern(8, 8), "bmp");
        wrapper[30] = 5;

        assertRejected(wrapper, Rejection.UNSUPPORTED_FORMAT, "wraps another image");
    }

    @Test
    void aFileOverTheByteLimitIsRejected() {
        ImageIntake strict = new ImageIntake(new ImageLimits(100, 1_000_000, Duration.ofMinutes(5)));
        byte[] original = Pictures.encoded(Pictures.pattern(50, 50), "png");

        assertThatThrownBy(() -> strict.prepare(original, SIZE, Resize.SQUASH))
                .isInstanceOfSatisfying(RejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.TOO_LARGE))
                .hasMessageContaining("the limit is 100");
    }

    @Test
    void decodingStopsWhenTheTimeIsOver() {
        byte[] original = Pictures.encoded(Pictures.pattern(1500, 1500), "png");
        ImageIntake hasty = new ImageIntake(new ImageLimits(32 << 20, 64_000_000, Duration.ofMillis(1)));

        assertThatThrownBy(() -> hasty.prepare(original, SIZE, Resize.SQUASH))
                .isInstanceOfSatisfying(RejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.TOO_SLOW));
    }

    private void assertRejected(byte[] original, Rejection reason, String inSentence) {
        assertThatThrownBy(() -> intake.prepare(original, SIZE, Resize.SQUASH))
                .isInstanceOfSatisfying(RejectedException.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason))
                .hasMessageContaining(inSentence);
    }

    private static int imageDescriptor(byte[] gif) {
        int palette = 3 * (2 << (gif[10] & 7));
        int at = 13 + ((gif[10] & 0x80) != 0 ? palette : 0);
        while (gif[at] == 0x21) {
            at += 2;
            while (gif[at] != 0) {
                at += (gif[at] & 0xff) + 1;
            }
            at++;
        }
        return at;
    }

    private static byte[] insertChunk(byte[] png, String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12).putInt(data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), 4, data.length + 4);
        chunk.putInt((int) checksum.getValue());
        int afterHeader = 33;
        return ByteBuffer.allocate(png.length + chunk.capacity()).put(png, 0, afterHeader).put(chunk.array())
                .put(png, afterHeader, png.length - afterHeader).array();
    }
}
