package dev.thaw.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Random;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.report.Picture;

class ThumbnailsTest {

    @Test
    void aPictureIsSmallAndHasTheColoursInTheirPlaces() throws Exception {
        // given: left half red, right half blue
        int width = 300;
        int height = 200;
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            pixels[3 * i + (i % width < width / 2 ? 0 : 2)] = (byte) 255;
        }

        // when
        Picture picture = new Thumbnails(hash -> pixels, new Manifest.ImageSize(height, width)).of("a").orElseThrow();

        // then
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(picture.source().substring("data:image/jpeg;base64,".length()))));
        assertThat(shown.getWidth()).isEqualTo(picture.width()).isEqualTo(144);
        assertThat(shown.getHeight()).isEqualTo(picture.height()).isEqualTo(96);
        assertThat(shown.getRGB(30, 50) >> 16 & 0xFF).isCloseTo(255, within(12));
        assertThat(shown.getRGB(110, 50) & 0xFF).isCloseTo(255, within(12));
    }

    @Test
    void asManyPicturesAreTakenAsThereIsRoomFor() {
        // given: noise, of which a JPEG makes little less
        byte[] noise = new byte[3 * 144 * 144];
        new Random(1).nextBytes(noise);
        Thumbnails thumbnails = new Thumbnails(hash -> noise, new Manifest.ImageSize(144, 144));

        // when
        long taken = 0;
        for (int i = 0; i < 200; i++) {
            taken += thumbnails.of("a").map(picture -> picture.source().length()).orElse(0);
        }

        // then
        assertThat(taken).isBetween(Thumbnails.ROOM / 2, Thumbnails.ROOM);
        assertThat(thumbnails.refused()).isPositive();
    }
}
