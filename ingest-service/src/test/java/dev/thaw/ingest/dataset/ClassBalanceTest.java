package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.Split;
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
            List<StoredImage> images = images(count, classes, seed, null);
            Map<String, Double> whole = shares(images, image -> true);

            // when
            Set<StoredImage> surplus = ClassBalance.surplus(images);

            // then
            for (Split split : Split.values()) {
                Map<String, Double> shares = shares(images, image -> image.split() == split && !surplus.contains(image));
                whole.forEach((label, share) -> assertThat(shares.get(label))
                        .as("images beginning with %s, %s %s", seed(images), split, label)
                        .isCloseTo(share, within(ClassBalance.TOLERANCE + 1e-9)));
            }
            leftOut += surplus.size() / (double) count / trials;
        }
        System.out.printf("%d images of %d classes: %.1f %% left out%n", count, classes, 100 * leftOut);
        assertThat(leftOut).isLessThan(0.06);
    }

    @Test
    void withoutItTheClassesOfAThousandImagesAreOff() {
        List<StoredImage> images = images(1000, 5, 1, null);
        Map<String, Double> whole = shares(images, image -> true);

        assertThat(shares(images, image -> image.split() == Split.VALIDATION).entrySet())
                .anyMatch(share -> Math.abs(share.getValue() - whole.get(share.getKey())) > ClassBalance.TOLERANCE);
    }

    @Test
    void fewImagesStayAsTheyWereDrawn() {
        assertThat(ClassBalance.surplus(images(ClassBalance.LEAST_IMAGES - 1, 5, 1, null))).isEmpty();
    }

    @Test
    void imagesWhoseSplitTheSenderChoseAreNotTouched() {
        assertThat(ClassBalance.surplus(images(2000, 5, 1, Split.TEST))).isEmpty();
    }

    @Test
    void theOrderOfTheImagesDoesNotMatter() {
        List<StoredImage> images = images(1000, 5, 1, null);
        Set<StoredImage> surplus = ClassBalance.surplus(images);
        Collections.shuffle(images, new Random(1));

        assertThat(ClassBalance.surplus(images)).isNotEmpty().isEqualTo(surplus);
    }

    private List<StoredImage> images(int count, int classes, int seed, Split wish) {
        Random random = new Random(seed);
        List<StoredImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String hash = String.format("%016x", random.nextLong()).repeat(4);
            ImageIngested event = new ImageIngested("leaves", "leaves/camera/" + i, hash, "images/leaves/" + hash + ".png",
                    "class " + random.nextInt(classes), SplitRule.assign(definition, hash, wish), false, 8, 8, 100, null, null,
                    null,
                    wish);
            StoredImage image = new StoredImage(event);
            image.add(event);
            images.add(image);
        }
        return images;
    }

    private static String seed(List<StoredImage> images) {
        return images.get(0).sha256();
    }

    private static Map<String, Double> shares(List<StoredImage> images, Predicate<StoredImage> wanted) {
        List<StoredImage> some = images.stream().filter(wanted).toList();
        Map<String, Double> shares = new TreeMap<>();
        images.forEach(image -> shares.put(image.label(), 0.0));
        some.forEach(image -> shares.merge(image.label(), 1.0 / some.size(), Double::sum));
        return shares;
    }
}
