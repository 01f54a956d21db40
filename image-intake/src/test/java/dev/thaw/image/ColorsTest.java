package dev.thaw.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;

class ColorsTest {
    private final ImageIntake intake = new ImageIntake(Pictures.LIMITS);

    /** The expected numbers are LittleCMS', by {@code src/test/python/samples.py}. */
    @ParameterizedTest
    @ValueSource(strings = {"display-p3.png", "display-p3.jpg", "webp/display-p3.webp"})
    void theColoursOfAWideProfileBecomeThoseOfSrgb(String file) throws Exception {
        String[] expected = new String(SamplePictures.resource("display-p3.txt"), StandardCharsets.US_ASCII).strip().split(" ");

        PreparedImage image = intake.prepare(SamplePictures.resource(file), new ImageSize(10, 60), Resize.SQUASH);

        for (int i = 0; i < expected.length; i++) {
            int wanted = Integer.parseInt(expected[i], 16);
            int found = Pictures.color(image, 10 * i + 5, 5);
            for (int shift = 0; shift <= 16; shift += 8) {
                assertThat(found >> shift & 0xff).as("%s, colour %d: %06x and not %06x", file, i, found, wanted)
                        .isCloseTo(wanted >> shift & 0xff, org.assertj.core.data.Offset.offset(file.endsWith("jpg") ? 4 : 2));
            }
        }
    }

    @Test
    void aDamagedProfileIsAsNone() {
        byte[] profile = JpegSegments.of(SamplePictures.resource("display-p3.jpg")).profile().orElseThrow();
        assertThat(ColorProfile.of(profile)).isPresent();
        Random random = new Random(5);

        for (int i = 0; i < 3000; i++) {
            byte[] damaged = profile.clone();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            RgbImage picture = new RgbImage(4, 4);
            ColorProfile.of(damaged).ifPresent(read -> read.apply(picture));
        }
    }

    @Test
    void aProfileIsReadByNobodyElse() throws Exception {
        // given a profile that claims to be one and is rubbish, which a native engine would have to take apart
        byte[] jpeg = SamplePictures.withSegments(Pictures.encoded(Pictures.pattern(60, 44), "jpeg"));

        // when
        byte[] handedOver = JpegSegments.of(jpeg).pictureOnly();

        // then
        assertThat(new String(handedOver, StandardCharsets.ISO_8859_1)).doesNotContain("ICC_PROFILE", "Exif\0");
        assertThat(intake.prepare(jpeg, new ImageSize(16, 16), Resize.SQUASH).originalWidth()).isEqualTo(44);
    }
}
