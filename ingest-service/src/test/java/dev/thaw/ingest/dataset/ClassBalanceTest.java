package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.Split;
import dev.thaw.dataset.Pictures;
import dev.thaw.ingest.World;

class ClassBalanceTest {
    private final DatasetDefinition definition = new DatasetDefinition("leaves", 1, null, new Manifest.ImageSize(8, 8),
            DatasetDefinition.Resize.SQUASH, SplitPolicy.usual(), null, World.BASE, null, null, null);

    @ParameterizedTest
    @CsvSource({"1000,2", "1000,5", "4000,10"})
    void everyClassHasItsShareOfEverySplitWithinTwoPoints(int count, int classes) {
        double leftOut = 0;
        int trials = 30;
        for (int seed = 0; seed < trials; seed++) {
            // given
            int seeded = seed;
            DrawnImages images = images(count, classes, seed, null);
            Map<String, Double> whole = shares(images, image -> true);

            // when
            BitSet surplus = ClassBalance.surplus(images);

            // then
            for (Split split : Split.values()) {
                Map<String, Double> shares = shares(images, image -> images.split(image) == split && !surplus.get(image));
                whole.forEach((label, share) -> assertThat(shares.get(label))
                        .as("seed %d, %s %s", seeded, split, label)
                        .isCloseTo(share, within(ClassBalance.TOLERANCE + 1e-9)));
            }
            leftOut += surplus.cardinality() / (double) count / trials;
        }
        System.out.printf("%d images of %d classes: %.1f %% left out%n", count, classes, 100 * leftOut);
        assertThat(leftOut).isLessThan(0.06);
    }

    @Test
    void withoutItTheClassesOfAThousandImagesAreOff() {
        DrawnImages images = images(1000, 5, 1, null);
        Map<String, Double> whole = shares(images, image -> true);

        assertThat(shares(images, image -> images.split(image) == Split.VALIDATION).entrySet())
                .anyMatch(share -> Math.abs(share.getValue() - whole.get(share.getKey())) > ClassBalance.TOLERANCE);
    }

    @Test
    void fewImagesStayAsTheyWereDrawn() {
        assertThat(ClassBalance.surplus(images(ClassBalance.LEAST_IMAGES - 1, 5, 1, null)).isEmpty()).isTrue();
    }

    @Test
    void imagesWhoseSplitTheSenderChoseAreNotTouched() {
        assertThat(ClassBalance.surplus(images(2000, 5, 1, Split.TEST)).isEmpty()).isTrue();
    }

    @Test
    void ofAClassThatIsTooLargeThoseWithTheLowestHashesStay() {
        DrawnImages images = images(1000, 5, 1, null);
        BitSet surplus = ClassBalance.surplus(images);

        assertThat(surplus.cardinality()).isPositive();
        for (int left = surplus.nextSetBit(0); left >= 0; left = surplus.nextSetBit(left + 1)) {
            for (int other = left + 1; other < images.size(); other++) {
                assertThat(surplus.get(other) || images.split(other) != images.split(left)
                        || !images.label(other).equals(images.label(left))).isTrue();
            }
        }
    }

    private DrawnImages images(int count, int classes, int seed, Split wish) {
        Random random = new Random(seed);
        Pictures pictures = new Pictures();
        StoredImages images = new StoredImages();
        for (int i = 0; i < count; i++) {
            String hash = String.format("%016x", random.nextLong()).repeat(4);
            ImageIngested event = new ImageIngested("leaves", "leaves/camera/" + i, hash, "images/leaves/" + hash + ".png",
                    "class " + random.nextInt(classes), SplitRule.assign(definition, hash, wish), false, 8, 8, 100, null, null,
                    null,
                    wish);
            images.create(event);
            images.add(pictures.add(hash, null), event);
        }
        return new DrawnImages(images, pictures.sorted());
    }

    private static Map<String, Double> shares(DrawnImages images, IntPredicate wanted) {
        int[] some = IntStream.range(0, images.size()).filter(wanted).toArray();
        Map<String, Double> shares = new TreeMap<>();
        IntStream.range(0, images.size()).forEach(image -> shares.put(images.label(image), 0.0));
        Arrays.stream(some).forEach(image -> shares.merge(images.label(image), 1.0 / some.length, Double::sum));
        return shares;
    }
}
