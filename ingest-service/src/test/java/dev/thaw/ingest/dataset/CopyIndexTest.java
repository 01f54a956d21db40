package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thaw.dataset.Pictures;
import dev.thaw.image.PictureSignature;

/** {@code -Dthaw.signatures=1000000} also shows what a million cost. */
class CopyIndexTest {
    private final Random random = new Random(5);
    private final Pictures pictures = new Pictures();

    @Test
    void whatIsFoundIsWhatLookingAtEveryPictureFinds() {
        // given: many that are near each other, at distances around the limits, seen from all sides
        CopyIndex index = new CopyIndex(pictures);
        List<PictureSignature> signatures = new ArrayList<>();
        for (int cluster = 0; cluster < 60; cluster++) {
            PictureSignature centre = drawn();
            for (int member = 0; member < 12; member++) {
                PictureSignature signature = changed(centre, random.nextInt(10), random.nextInt(30)).view(random.nextInt(8));
                add(index, signature);
                signatures.add(signature);
            }
        }

        // then
        int pairs = 0;
        for (PictureSignature wanted : signatures) {
            List<Integer> expected = IntStream.range(0, signatures.size()).filter(i -> wanted.isCopyOf(signatures.get(i))).boxed()
                    .toList();
            List<Integer> found = new ArrayList<>();
            index.copiesOf(wanted, found::add);
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
            pairs += expected.size() - 1;
        }
        assertThat(pairs).isBetween(1000, 60 * 12 * 11);
    }

    @Test
    void copiesAreFoundAmongMany() {
        // given
        int count = Integer.getInteger("thaw.signatures", 20_000);
        CopyIndex index = new CopyIndex(pictures);
        List<PictureSignature> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PictureSignature signature = drawn();
            add(index, signature);
            if (i % (count / 1000) == 0) {
                some.add(signature);
            }
        }
        // when
        long begin = System.nanoTime();
        AtomicInteger found = new AtomicInteger();
        for (PictureSignature signature : some) {
            index.copiesOf(changed(signature, 5, 10).view(random.nextInt(8)), copy -> found.incrementAndGet());
        }
        long nanos = System.nanoTime() - begin;

        // then
        System.out.printf("%d signatures: %d bytes each, %d microseconds for a search%n", count, index.bytes() / count,
                nanos / 1000 / some.size());
        assertThat(found).hasValue(some.size());
        assertThat(index.bytes()).isLessThan(60L * count);
    }

    private void add(CopyIndex index, PictureSignature signature) {
        index.add(pictures.add(String.format("%064x", pictures.size()), signature.toString()));
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
