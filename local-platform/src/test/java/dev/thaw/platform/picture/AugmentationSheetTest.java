package dev.thaw.platform.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.dataset.ImageFolder;
import dev.thaw.platform.model.LocalImages;
import dev.thaw.platform.model.PixelReader;

class AugmentationSheetTest {
    private static final ImageSize SIZE = new ImageSize(32, 32);

    @TempDir
    Path work;

    @Test
    void shows_the_image_itself_then_its_variants_then_what_epochs_show() throws IOException {
        // given: left half red, right half blue
        halves("reds/one.png", Color.RED, Color.BLUE);
        ImageFolder folder = ImageFolder.read(work, false);
        LocalImages images = LocalImages.read(folder, new PixelReader(SIZE, Resize.SQUASH), 10, Console.standard());
        Path out = work.resolve("out/sheet.png");
        // when
        new AugmentationSheet(PlanReader.read("augmentation: {flip: horizontal, variants: 2}"), images, folder.labels(), SIZE)
                .write(out, 3, 0);
        // then: tiles of 144 pixels, 26 apart between the groups
        BufferedImage sheet = ImageIO.read(out.toFile());
        assertThat(sheet.getWidth()).isEqualTo(20 + 144 + 26 + 144 + 26 + 3 * 144 + 2 * 6 + 20);
        assertThat(new Color(sheet.getRGB(20 + 30, 140))).isEqualTo(Color.RED);
        assertThat(new Color(sheet.getRGB(20 + 110, 140))).isEqualTo(Color.BLUE);
        assertThat(new Color(sheet.getRGB(20 + 170 + 30, 140))).as("mirrored").isEqualTo(Color.BLUE);
        assertThat(new Color(sheet.getRGB(20 + 170 + 110, 140))).as("mirrored").isEqualTo(Color.RED);
        assertThat(new Color(sheet.getRGB(20 + 340 + 30, 140))).isIn(Color.RED, Color.BLUE);
    }

    @Test
    void reads_as_many_of_each_label_as_there_are_and_leaves_the_test_split_alone() throws IOException {
        halves("train/a/1.png", Color.RED, Color.BLUE);
        halves("train/a/2.png", Color.RED, Color.GREEN);
        halves("train/b/3.png", Color.GREEN, Color.BLUE);
        halves("test/b/4.png", Color.BLACK, Color.BLUE);
        Files.writeString(work.resolve("train/b/5.png"), "no image");

        LocalImages images = LocalImages.read(ImageFolder.read(work, false), new PixelReader(SIZE, Resize.SQUASH), 10,
                Console.standard());

        assertThat(images.images()).extracting(image -> image.label()).containsExactly(0, 1, 0);
        assertThat(images.pixels(images.images().get(1).hash())).startsWith(0, 255, 0);
    }

    private void halves(String file, Color left, Color right) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 32 * 32; i++) {
            image.setRGB(i % 32, i / 32, (i % 32 < 16 ? left : right).getRGB());
        }
        Path path = work.resolve(file);
        Files.createDirectories(path.getParent());
        ImageIO.write(image, "png", path.toFile());
    }
}
