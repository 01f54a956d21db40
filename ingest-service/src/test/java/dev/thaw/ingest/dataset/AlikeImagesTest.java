package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.Split;
import dev.thaw.ingest.World;

/** One part under one camera: every picture looks like every other, and only a small spot differs. */
class AlikeImagesTest {
    private static final int IMAGES = 80;
    private final World world = new World();

    @ParameterizedTest
    @CsvSource({"USE, 3", "WITHHOLD, 2"})
    void areOfUseInSeveralSplitsOnlyWhereTheDataSetSaysSo(SplitPolicy.Copies copies, int splits) throws Exception {
        // given
        world.declare(new DatasetDefinition("parts", 1, null, new Manifest.ImageSize(64, 64), DatasetDefinition.Resize.SQUASH,
                new SplitPolicy(0.2, 0.2, null, copies), null, World.BASE, null, null, null));

        // when
        for (int i = 0; i < IMAGES; i++) {
            world.accept(World.inline("parts", "part " + i, i % 4 == 0 ? "scratched" : "good", picture(i), null));
        }

        // then
        DatasetSnapshot snapshot = world.recorder.snapshot("parts", copies);
        List<Split> used = snapshot.images().stream().map(Manifest.Entry::split).distinct().toList();
        assertThat(used.size()).isLessThanOrEqualTo(splits);
        if (copies == SplitPolicy.Copies.USE) {
            assertThat(snapshot.images()).hasSize(IMAGES);
            assertThat(used).hasSize(splits);
        }
    }

    private static byte[] picture(int number) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                int value = (int) (128 + 60 * Math.sin(x / 5.0) + 50 * Math.cos(y / 9.0 + x / 20.0));
                image.setRGB(x, y, value << 16 | value << 8 | value);
            }
        }
        image.setRGB(number % 64, 5 * (number / 64), 0xffffff);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
