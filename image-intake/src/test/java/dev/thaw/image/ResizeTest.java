package dev.thaw.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;

class ResizeTest {
    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;
    private final ImageIntake intake = new ImageIntake(Pictures.LIMITS);

    @Test
    void shrinkingGivesTheExactMeanOfTheCoveredArea() throws Exception {
        // given 20 x 20 pixels for every 3 x 3: areas that cut through pixels
        BufferedImage source = Pictures.pattern(60, 60);

        // when
        BufferedImage small = Pictures
                .decoded(intake.prepare(Pictures.encoded(source, "png"), new ImageSize(9, 9), Resize.SQUASH));

        // then
        for (int channel = 0; channel <= 16; channel += 8) {
            assertThat((double) (small.getRGB(4, 7) >> channel & 0xff)).isCloseTo(mean(source, 4, 7, 60 / 9.0, channel),
                    org.assertj.core.data.Offset.offset(0.51));
        }
    }

    @Test
    void aFineCheckerboardShrinksToGreyWithoutAliasing() throws Exception {
        BufferedImage board = new BufferedImage(500, 500, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 250_000; i++) {
            board.setRGB(i % 500, i / 500, (i % 500 + i / 500) % 2 == 0 ? 0xffffff : 0);
        }

        BufferedImage small = Pictures
                .decoded(intake.prepare(Pictures.encoded(board, "png"), new ImageSize(50, 50), Resize.SQUASH));

        assertThat(small.getRGB(0, 0, 50, 50, null, 0, 50)).containsOnly(0xff808080);
    }

    @Test
    void growingInterpolatesBetweenNeighbours() throws Exception {
        BufferedImage two = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
        two.setRGB(1, 0, 0xffffff);

        BufferedImage wide = Pictures.decoded(intake.prepare(Pictures.encoded(two, "png"), new ImageSize(8, 8), Resize.SQUASH));

        assertThat(wide.getRGB(0, 3) & 0xff).isZero();
        assertThat(wide.getRGB(3, 3) & 0xff).isBetween(95, 97);
        assertThat(wide.getRGB(4, 3) & 0xff).isBetween(158, 160);
        assertThat(wide.getRGB(7, 3) & 0xff).isEqualTo(255);
    }

    @Test
    void cropKeepsTheMiddle() throws Exception {
        PreparedImage image = intake.prepare(threeStripes(), new ImageSize(16, 16), Resize.CROP);

        assertThat(Pictures.color(image, 0, 8)).isEqualTo(GREEN);
        assertThat(Pictures.color(image, 15, 8)).isEqualTo(GREEN);
    }

    @Test
    void padKeepsEverythingBetweenBlackBars() throws Exception {
        PreparedImage image = intake.prepare(threeStripes(), new ImageSize(15, 15), Resize.PAD);

        assertThat(Pictures.color(image, 0, 0)).isZero();
        assertThat(Pictures.color(image, 7, 14)).isZero();
        assertThat(Pictures.color(image, 0, 7)).isEqualTo(RED);
        assertThat(Pictures.color(image, 7, 7)).isEqualTo(GREEN);
    }

    @Test
    void squashShowsEverythingAndFillsTheImage() throws Exception {
        PreparedImage image = intake.prepare(threeStripes(), new ImageSize(15, 15), Resize.SQUASH);

        assertThat(Pictures.color(image, 0, 0)).isEqualTo(RED);
        assertThat(Pictures.color(image, 7, 14)).isEqualTo(GREEN);
    }

    @Test
    void transparentPixelsAreLaidOverWhite() throws Exception {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(3, 3, 0x80ff0000);

        PreparedImage prepared = intake.prepare(Pictures.encoded(image, "png"), new ImageSize(8, 8), Resize.SQUASH);

        assertThat(Pictures.color(prepared, 0, 0)).isEqualTo(0xffffff);
        assertThat(Pictures.color(prepared, 3, 3)).isEqualTo(0xff7f7f);
    }

    @Test
    void greyStaysAsItIsInEightAndSixteenBits() throws Exception {
        BufferedImage eight = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage sixteen = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 64; i++) {
            eight.getRaster().setSample(i % 8, i / 8, 0, 100);
            sixteen.getRaster().setSample(i % 8, i / 8, 0, 100 * 257);
        }

        for (BufferedImage image : new BufferedImage[]{eight, sixteen}) {
            PreparedImage prepared = intake.prepare(Pictures.encoded(image, "png"), new ImageSize(8, 8), Resize.SQUASH);
            assertThat(Pictures.color(prepared, 4, 4)).isEqualTo(0x646464);
        }
    }

    @Test
    void theSamePixelsGiveTheSameHashFromAnyFormat() throws Exception {
        BufferedImage image = Pictures.pattern(64, 48);
        ImageSize size = new ImageSize(32, 32);

        assertThat(intake.prepare(Pictures.encoded(image, "bmp"), size, Resize.SQUASH).sha256())
                .isEqualTo(intake.prepare(Pictures.encoded(image, "png"), size, Resize.SQUASH).sha256());
    }

    @Test
    void aLargePhotoReadInStepsLooksLikeTheWhole() throws Exception {
        // given 12 megapixels, of which every second row and column is read
        BufferedImage large = new BufferedImage(4000, 3000, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = large.createGraphics();
        graphics.drawImage(Pictures.pattern(40, 30), 0, 0, 4000, 3000, null);
        graphics.setColor(Color.WHITE);
        graphics.fillOval(1000, 1000, 900, 1200);
        graphics.dispose();
        BufferedImage half = new BufferedImage(1000, 750, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 750_000; i++) {
            half.setRGB(i % 1000, i / 1000, large.getRGB(i % 1000 * 4, i / 1000 * 4));
        }

        PreparedImage prepared = intake.prepare(Pictures.encoded(large, "jpeg"), new ImageSize(96, 96), Resize.SQUASH);

        PreparedImage reference = intake.prepare(Pictures.encoded(half, "png"), new ImageSize(96, 96), Resize.SQUASH);
        assertThat(prepared.originalWidth()).isEqualTo(4000);
        assertThat(Pictures.meanAbsoluteDifference(prepared, reference)).isLessThan(3);
    }

    private static byte[] threeStripes() {
        BufferedImage image = new BufferedImage(90, 30, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 2700; i++) {
            image.setRGB(i % 90, i / 90, i % 90 < 30 ? RED : i % 90 < 60 ? GREEN : 0x0000ff);
        }
        return Pictures.encoded(image, "png");
    }

    private static double mean(BufferedImage image, int column, int row, double scale, int channel) {
        double sum = 0;
        for (int y = (int) (row * scale); y < Math.ceil((row + 1) * scale); y++) {
            for (int x = (int) (column * scale); x < Math.ceil((column + 1) * scale); x++) {
                double width = Math.min((column + 1) * scale, x + 1) - Math.max(column * scale, x);
                double height = Math.min((row + 1) * scale, y + 1) - Math.max(row * scale, y);
                sum += width * height * (image.getRGB(x, y) >> channel & 0xff);
            }
        }
        return sum / (scale * scale);
    }
}
