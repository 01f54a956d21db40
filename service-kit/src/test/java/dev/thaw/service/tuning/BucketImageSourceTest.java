package dev.thaw.service.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.finetuning.training.PackedImages;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.TrainingImage;
import dev.thaw.testkit.MemoryBucket;

class BucketImageSourceTest {
    private final MemoryBucket bucket = new MemoryBucket();
    @TempDir
    Path directory;
    private String hash;
    private String key;

    @BeforeEach
    void putAnImage() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x0102ff);
        image.setRGB(1, 0, 0x0a0b0c);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        hash = ContentHash.of(png.toByteArray());
        key = BucketLayout.image("tints", hash);
        bucket.put(key, png.toByteArray(), "image/png");
    }

    @Test
    void givesRedGreenBlueRowByRow() {
        assertThat(source(1, 2).pixels(hash)).containsExactly(1, 2, 0xff, 10, 11, 12);
    }

    @Test
    void fetchesOnceAndThenNeedsTheBucketNoMore() throws Exception {
        // given
        AtomicInteger fetched = new AtomicInteger();
        source(1, 2).fetch(images(), 4, fetched::set);

        // when
        bucket.delete(key);

        // then
        assertThat(fetched).hasValue(1);
        assertThat(source(1, 2).pixels(hash)).hasSize(6);
    }

    @Test
    void aDamagedCopyIsFetchedAnew() throws Exception {
        // given
        source(1, 2).pixels(hash);
        try (Stream<Path> files = Files.walk(directory)) {
            Files.write(files.filter(Files::isRegularFile).findFirst().orElseThrow(), new byte[]{1});
        }

        // when
        byte[] pixels = source(1, 2).pixels(hash);

        // then
        assertThat(pixels).hasSize(6);
    }

    @Test
    void anObjectThatIsNotWhatTheManifestSaysIsRefused() throws IOException {
        bucket.put(key, new byte[]{1, 2, 3}, "image/png");

        assertThatThrownBy(() -> source(1, 2).fetch(images(), 1, done -> {
        })).isInstanceOf(ContentMismatchException.class).hasMessageContaining(key);
    }

    @Test
    void anImageOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> source(2, 2).pixels(hash)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 x 2");
    }

    @Test
    void anImageThatIsNotListedIsRefused() {
        assertThatThrownBy(() -> source(1, 2).pixels("0".repeat(64))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the manifest of tints has no image " + "0".repeat(64));
    }

    @Test
    void manyImagesAreFetchedEachOnceAndCountedInOrder() throws Exception {
        // given: the same picture under many names would not pass, so other bytes that nobody decodes
        List<TrainingImage> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] content = {1, (byte) i};
            many.add(new TrainingImage(ContentHash.of(content), 0, Split.TRAIN));
            bucket.put(BucketLayout.image("tints", ContentHash.of(content)), content, "image/png");
        }
        List<Integer> counts = new ArrayList<>();
        BucketImageSource source = new BucketImageSource(bucket, directory, "tints", new Manifest.ImageSize(1, 2),
                PackedImages.of(many));

        // when
        source.fetch(many, 3, counts::add);

        // then
        assertThat(counts).isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(100);
        }
    }

    private BucketImageSource source(int height, int width) {
        return new BucketImageSource(bucket, directory, "tints", new Manifest.ImageSize(height, width),
                PackedImages.of(images()));
    }

    private List<TrainingImage> images() {
        return List.of(new TrainingImage(hash, 0, Split.TRAIN));
    }
}
