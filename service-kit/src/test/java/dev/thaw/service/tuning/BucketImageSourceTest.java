package dev.thaw.service.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Split;
import dev.thaw.testkit.MemoryBucket;

class BucketImageSourceTest {
    private static final String KEY = "images/tints/some.png";
    private final MemoryBucket bucket = new MemoryBucket();
    @TempDir
    Path directory;
    private String hash;

    @BeforeEach
    void putAnImage() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x0102ff);
        image.setRGB(1, 0, 0x0a0b0c);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        hash = ContentHash.of(png.toByteArray());
        bucket.put(KEY, png.toByteArray(), "image/png");
    }

    @Test
    void givesRedGreenBlueRowByRow() {
        assertThat(source(1, 2).pixels(hash)).containsExactly(1, 2, 0xff, 10, 11, 12);
    }

    @Test
    void fetchesOnceAndThenNeedsTheBucketNoMore() throws Exception {
        // given
        AtomicInteger fetched = new AtomicInteger();
        source(1, 2).fetch(List.of(hash), 4, fetched::set);

        // when
        bucket.delete(KEY);

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
        bucket.put(KEY, new byte[]{1, 2, 3}, "image/png");

        assertThatThrownBy(() -> source(1, 2).fetch(List.of(hash), 1, done -> {
        })).isInstanceOf(ContentMismatchException.class).hasMessageContaining(KEY);
    }

    @Test
    void anImageOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> source(2, 2).pixels(hash)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 x 2");
    }

    @Test
    void aManifestThatListsWhatIsNoImageOfItsDataSetIsRefused() {
        for (Manifest.Entry entry : List.of(new Manifest.Entry(hash, "images/others/some.png", "a", Split.TRAIN),
                new Manifest.Entry(hash, "../claims/1.json", "a", Split.TRAIN),
                new Manifest.Entry("../../../outside", KEY, "a", Split.TRAIN))) {
            Manifest manifest = new Manifest("tints", 1, List.of("a", "b"), new Manifest.ImageSize(1, 2), List.of(entry));
            assertThatThrownBy(() -> new BucketImageSource(bucket, directory, manifest))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no image of that data set");
        }
    }

    private BucketImageSource source(int height, int width) {
        return new BucketImageSource(bucket, directory, new Manifest("tints", 1, List.of("a", "b"),
                new Manifest.ImageSize(height, width), List.of(new Manifest.Entry(hash, KEY, "a", Split.TRAIN))));
    }
}
