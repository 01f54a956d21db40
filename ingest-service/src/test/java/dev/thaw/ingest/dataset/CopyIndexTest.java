package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thaw.image.PictureSignature;

/** {@code -Dthaw.signatures=1000000} also shows what a million cost. */
class CopyIndexTest {
    private final Random random = new Random(5);

    @Test
    void whatIsFoundIsWhatLookingAtEveryPictureFinds() {
        // given: many that are near each other, at distances around the limits, seen from all sides
        CopyIndex<Integer> index = new CopyIndex<>();
        List<PictureSignature> signatures = new ArrayList<>();
        for (int cluster = 0; cluster < 60; cluster++) {
            PictureSignature centre = drawn();
            for (int member = 0; member < 12; member++) {
                PictureSignature signature = changed(centre, random.nextInt(10), random.nextInt(30)).view(random.nextInt(8));
                index.add(signature, signatures.size());
                signatures.add(signature);
            }
        }

        // then
        int pairs = 0;
        for (PictureSignature wanted : signatures) {
            List<Integer> expected = IntStream.range(0, signatures.size()).filter(i -> wanted.isCopyOf(signatures.get(i))).boxed()
                    .toList();
            assertThat(index.copiesOf(wanted)).containsExactlyInAnyOrderElementsOf(expected);
            pairs += expected.size() - 1;
        }
        assertThat(pairs).isBetween(1000, 60 * 12 * 11);
    }

    @Test
    void copiesAreFoundAmongMany() {
        // given
        int count = Integer.getInteger("thaw.signatures", 20_000);
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        CopyIndex<Integer> index = new CopyIndex<>();
        List<PictureSignature> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PictureSignature signature = drawn();
            index.add(signature, i);
            if (i % (count / 1000) == 0) {
                some.add(signature);
            }
        }
        System.gc();
        long bytes = runtime.totalMemory() - runtime.freeMemory() - before;

        // when
        long begin = System.nanoTime();
        int found = 0;
        for (PictureSignature signature : some) {
            found += index.copiesOf(changed(signature, 5, 10).view(random.nextInt(8))).size();
        }
        long nanos = System.nanoTime() - begin;

        // then
        System.out.printf("%d signatures: %d bytes each, %d microseconds for a search%n", count, bytes / count,
                nanos / 1000 / some.size());
        assertThat(found).isEqualTo(some.size());
    }

    private PictureSignature drawn() {
        return new PictureSignature(random.nextLong() & -2, random.nextLong(), random.nextLong(), random.nextLong(), 0, 0x808080);
    }

    private PictureSignature changed(PictureSignature signature, int low, int others) {
        long lowChange = 0;
        for (int i = 0; i < low; i++) {
            lowChange |= 1L << 1 + random.nextInt(63);
        }
        long change = 0;
        for (int i = 0; i < others; i++) {
            change |= 1L << random.nextInt(64);
        }
        return new PictureSignature(signature.low() ^ lowChange, signature.right() ^ change, signature.below(), signature.far(),
                0,
                0x808080);
    }
}
