package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Rejection;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;
import dev.thaw.dataset.Pictures;
import dev.thaw.image.PictureSignature;

/** {@code -Dthaw.signatures=200000} also shows what many cost. */
class CopyIndexTest {
    private static final String DATASET = "leaves";
    private static final int GRAY = 0x808080;
    private final Pictures pictures = new Pictures();
    private final DatasetImages images = new DatasetImages(pictures);
    private SplittableRandom random = new SplittableRandom(5);

    /** What is known of a picture. */
    private record Known(PictureSignature signature, TreeSet<Split> splits, TreeSet<String> labels) {
    }

    /** How pictures look beside each other. */
    private enum Kind {
        /** Like none. */
        DIFFERENT(0, 0, List.of("good")),
        /** Copies of each other, all of them, at most 30 signs apart. */
        ALIKE(3, 4, List.of("good")),
        /** The same, under two labels: too far apart for the same picture encoded anew. */
        ALIKE_WITH_LABELS(3, 4, List.of("good", "scratched")),
        /** In the same buckets, but nearly all just too far apart to be copies. */
        JUST_BEYOND(3, 8, List.of("good"));

        private final int low;
        private final int others;
        private final List<String> labels;

        Kind(int low, int others, List<String> labels) {
            this.low = low;
            this.others = others;
            this.labels = labels;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void whatIsWithheldBesideWhichCopyIsWhatComparingEachWithEachFinds(int seed) {
        // given: crowds that are near each other, at distances around the limits, some seen from other sides, and others beside them
        random = new SplittableRandom(seed);
        boolean tight = seed % 3 == 1;
        TreeMap<String, Known> known = new TreeMap<>();
        List<String> hashes = new ArrayList<>();
        for (int crowd : new int[]{500, 150, 80, 10, 10, 10}) {
            PictureSignature centre = drawn();
            int low = tight ? 1 : 1 + random.nextInt(4);
            int others = tight ? 1 : random.nextInt(9);
            for (int member = 0; member < crowd; member++) {
                PictureSignature near = changed(centre, random.nextInt(low + 1), random.nextInt(others + 1));
                PictureSignature turned = random.nextInt(10) == 0 ? near.view(random.nextInt(8)) : near;
                hashes.add(hash());
                known.put(hashes.get(hashes.size() - 1), new Known(turned, new TreeSet<>(), new TreeSet<>()));
            }
        }
        for (int i = 0; i < 200; i++) {
            hashes.add(hash());
            known.put(hashes.get(hashes.size() - 1), new Known(drawn(), new TreeSet<>(), new TreeSet<>()));
        }
        // and disagreements that are frequent, or so rare that crowds agree for long
        int splits = List.of(3, 50, 1000).get(seed % 3);
        int labels = List.of(20, 2, 400).get(seed % 3);
        int again = List.of(20, 20, 300).get(seed % 3);

        // when: they come in any order, some again for another split, some under another label
        for (int i = 0; i < 2 * hashes.size(); i++) {
            String hash = hashes.get(random.nextInt(hashes.size()));
            Known picture = known.get(hash);
            boolean isNew = picture.splits.isEmpty();
            String label = random.nextInt(isNew ? labels : 3) == 0 ? "scratched" : "good";
            if (random.nextInt(5 * again) == 0) {
                picture.labels.add(label);
                images.dispute(
                        new ImageRejected(DATASET, DATASET + "/c/" + i, label, null, Rejection.LABEL_CONFLICT, "two labels",
                                0, null, hash));
            } else if (isNew || random.nextInt(again) == 0) {
                Split split = isNew
                        ? Split.values()[Math.max(0, random.nextInt(splits) - splits + 3)]
                        : Split.values()[random.nextInt(3)];
                picture.splits.add(split);
                picture.labels.add(label);
                images.add(event(i, hash, label, split, picture.signature));
            }
        }
        known.values().removeIf(picture -> picture.splits.isEmpty());

        // then
        List<Withheld> withheld = images.snapshot(DATASET, SplitPolicy.Copies.WITHHOLD).withheld().stream()
                .filter(image -> image.reason() != Withheld.Reason.BALANCE).toList();
        List<Withheld> expected = known.keySet().stream().map(hash -> expected(hash, known))
                .filter(image -> image != null).toList();
        assertThat(withheld).hasSizeBetween(100, 900).isEqualTo(expected);
        assertThat(withheld).extracting(Withheld::reason)
                .contains(tight ? Withheld.Reason.DISPUTED_LABEL : Withheld.Reason.OTHER_SPLIT);
    }

    @Test
    void ofACrowdThatAgreesOneThatCameAgainForAnotherSplitIsFound() {
        // given: in the same buckets, but no copies of each other
        PictureSignature centre = drawn();
        List<PictureSignature> signatures = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (int i = 0; i < 3 * Crowd.SIZE; i++) {
            PictureSignature drawn = drawn();
            signatures.add(new PictureSignature(centre.low(), drawn.right(), drawn.below(), drawn.far(), 0, GRAY));
            hashes.add(hash());
            images.add(event(i, hashes.get(i), "good", Split.TRAIN, signatures.get(i)));
        }
        String again = hashes.get(Crowd.SIZE + 7);
        images.add(event(1000, again, "good", Split.TEST, signatures.get(Crowd.SIZE + 7)));

        // when
        String copy = hash();
        images.add(event(1001, copy, "good", Split.TRAIN, spread(signatures.get(Crowd.SIZE + 7), 0, 1)));

        // then
        assertThat(images.snapshot(DATASET, SplitPolicy.Copies.WITHHOLD).withheld()).containsExactlyInAnyOrder(
                new Withheld(again, Withheld.Reason.OTHER_SPLIT, copy), new Withheld(copy, Withheld.Reason.OTHER_SPLIT, again));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void manyCostLittle(Kind kind) {
        // given
        int count = Integer.getInteger("thaw.signatures", 10_000);
        int measured = count / 10;
        PictureSignature centre = drawn();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = 0;

        // when
        for (int i = 0; i < count; i++) {
            if (i == count - measured) {
                begin = threads.getCurrentThreadCpuTime();
            }
            PictureSignature signature = kind == Kind.DIFFERENT ? drawn() : spread(centre, kind.low, kind.others);
            images.add(event(i, hash(), kind.labels.get(i % kind.labels.size()),
                    Split.values()[Math.max(0, random.nextInt(10) - 7)], signature));
        }
        long nanos = threads.getCurrentThreadCpuTime() - begin;

        // then
        System.out.printf("%d signatures, %s: %d bytes each, %d microseconds of processor time for each of the last %d%n", count,
                kind, images.bytes() / count, nanos / 1000 / measured, measured);
        int withheld = (int) images.snapshot(DATASET, SplitPolicy.Copies.WITHHOLD).withheld().stream()
                .filter(image -> image.reason() == Withheld.Reason.OTHER_SPLIT).count();
        switch (kind) {
            case DIFFERENT -> assertThat(withheld).isZero();
            case ALIKE, ALIKE_WITH_LABELS -> assertThat(withheld).isEqualTo(count);
            case JUST_BEYOND -> assertThat(withheld).isLessThan(count);
        }
        assertThat(images.bytes()).isLessThan(120L * count);
    }

    @Test
    void aSignatureLooksLikeWhatItIsACopyOfFromOneSide() {
        for (int i = 0; i < 2000; i++) {
            PictureSignature one = drawn();
            PictureSignature other = changed(one, random.nextInt(10), random.nextInt(12)).view(random.nextInt(8));
            boolean fromAnySide = false;
            for (int number = 0; number < 8; number++) {
                fromAnySide |= one.view(number).looksLike(other);
            }
            assertThat(one.isCopyOf(other)).isEqualTo(fromAnySide);
        }
    }

    /** By looking at every other picture, in the order of their hashes. */
    private static Withheld expected(String hash, TreeMap<String, Known> known) {
        Known picture = known.get(hash);
        String otherSplit = null;
        String otherLabel = null;
        for (String other : known.keySet()) {
            Known beside = known.get(other);
            if (other.equals(hash) || !picture.signature.isCopyOf(beside.signature)) {
                continue;
            }
            if (otherSplit == null && (picture.splits.size() > 1 || !picture.splits.equals(beside.splits))) {
                otherSplit = other;
            }
            if (otherLabel == null && (picture.labels.size() > 1 || !picture.labels.equals(beside.labels))
                    && picture.signature.isSamePictureAs(beside.signature)) {
                otherLabel = other;
            }
        }
        if (picture.labels.size() > 1 || otherLabel != null) {
            return new Withheld(hash, Withheld.Reason.DISPUTED_LABEL, otherLabel);
        }
        return picture.splits.size() > 1 || otherSplit != null
                ? new Withheld(hash, Withheld.Reason.OTHER_SPLIT, otherSplit)
                : null;
    }

    private ImageIngested event(int number, String hash, String label, Split split, PictureSignature signature) {
        return new ImageIngested(DATASET, DATASET + "/camera/" + number, hash, BucketLayout.image(DATASET, hash), label, split,
                false, 32, 32, 300, null, new Origin("images.arrived", 0, number), signature.toString(), null);
    }

    private String hash() {
        return String.format("%016x%016x%016x%016x", random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private PictureSignature drawn() {
        return new PictureSignature(random.nextLong() & -2, random.nextLong(), random.nextLong(), random.nextLong(), 0, GRAY);
    }

    /** With other signs: of the lowest 63, and of all others together three times as many. */
    private PictureSignature spread(PictureSignature from, int low, int others) {
        return new PictureSignature(from.low() ^ signs(low), from.right() ^ signs(others), from.below() ^ signs(others),
                from.far() ^ signs(others), from.look(), from.color());
    }

    /** The same, now and then with another colour. */
    private PictureSignature changed(PictureSignature from, int low, int others) {
        PictureSignature spread = spread(from, low, others);
        int color = random.nextInt(10) == 0 ? GRAY + random.nextInt(25) : from.color();
        return new PictureSignature(spread.low(), spread.right(), spread.below(), spread.far(), from.look(), color);
    }

    private long signs(int count) {
        long signs = 0;
        while (Long.bitCount(signs) < count) {
            signs |= 1L << 1 + random.nextInt(63);
        }
        return signs;
    }
}
