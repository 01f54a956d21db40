package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class PackedImagesTest {
    /** More than one piece of the store holds. */
    private static final int MANY = 40_000;

    @Test
    void holdsWhatItWasGivenSortedByHash() {
        // given
        List<TrainingImage> images = images(MANY);
        List<TrainingImage> sorted = images.stream().sorted(Comparator.comparing(TrainingImage::hash)).toList();

        // then
        assertThat(PackedImages.of(sorted)).isEqualTo(sorted);
        assertThat(PackedImages.of(images)).isEqualTo(sorted);
    }

    @Test
    void findsEveryImageByItsHashAndNoOther() {
        // given
        List<TrainingImage> images = images(MANY);
        PackedImages packed = PackedImages.of(images);

        // then
        assertThat(images).allMatch(image -> packed.get(packed.find(image.hash())).equals(image));
        assertThat(packed.find("0".repeat(64))).isEqualTo(-1);
        assertThat(packed.find("f".repeat(64))).isEqualTo(-1);
        assertThat(packed.find("no hash")).isEqualTo(-1);
        assertThat(new PackedImages.Builder().build().find("0".repeat(64))).isEqualTo(-1);
    }

    @Test
    void anImageThatIsThereTwiceStaysThereTwice() {
        TrainingImage image = new TrainingImage("a".repeat(64), 1, Split.TRAIN);

        PackedImages packed = PackedImages.of(List.of(image, image));

        assertThat(packed).containsExactly(image, image);
        assertThat(packed.find(image.hash())).isZero();
    }

    @Test
    void aSplitIsAPartInTheSameOrder() {
        PackedImages packed = PackedImages.of(images(1000));

        for (Split split : Split.values()) {
            assertThat(packed.of(split)).isEqualTo(packed.stream().filter(image -> image.split() == split).toList()).isNotEmpty();
        }
    }

    @Test
    void refusesWhatIsNoHash() {
        for (String name : List.of("", "a.png", "A".repeat(64), "a".repeat(63), "a".repeat(63) + "g", "a".repeat(65))) {
            assertThatThrownBy(() -> PackedImages.of(List.of(new TrainingImage(name, 0, Split.TRAIN))))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("SHA-256");
        }
    }

    private static List<TrainingImage> images(int count) {
        Random random = new Random(3);
        List<TrainingImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(
                    new TrainingImage(Sha256.of(new byte[]{(byte) i, (byte) (i >> 8), (byte) (i >> 16)}), random.nextInt(70_000),
                            Split.values()[random.nextInt(3)]));
        }
        Collections.shuffle(images, random);
        return images;
    }
}
