package dev.thaw.dataset.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class PackedTest {
    private static final int MANY = 50_000;
    private final Random random = new Random(11);

    @Test
    void piecesOfAnyLengthComeBack() {
        // given: also some that are longer than a block
        PackedBytes packed = new PackedBytes();
        List<byte[]> pieces = new ArrayList<>();
        List<Integer> addresses = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            byte[] piece = new byte[i % 1000 == 999 ? 700_000 : random.nextInt(300)];
            random.nextBytes(piece);
            pieces.add(piece);
            addresses.add(packed.add(piece));
        }

        // when
        for (int i = 0; i < pieces.size(); i += 3) {
            byte[] shorter = Arrays.copyOf(pieces.get(i), pieces.get(i).length / 2);
            byte[] other = i % 2 == 0 ? shorter : Arrays.copyOf(pieces.get(i), pieces.get(i).length + 50);
            addresses.set(i, packed.replace(addresses.get(i), other));
            pieces.set(i, i % 2 == 0 ? Arrays.copyOf(shorter, pieces.get(i).length) : other);
        }

        // then
        for (int i = 0; i < pieces.size(); i++) {
            assertThat(packed.get(addresses.get(i))).isEqualTo(pieces.get(i));
        }
    }

    @Test
    void columnsKeepTheirNumbers() {
        IntColumn ints = new IntColumn();
        LongColumn longs = new LongColumn();
        for (int i = 0; i < MANY; i++) {
            ints.add(-i);
            longs.add((long) i << 33);
        }
        ints.set(20_000, 7);

        assertThat(
                IntStream.range(0, MANY).allMatch(i -> ints.get(i) == (i == 20_000 ? 7 : -i) && longs.get(i) == (long) i << 33))
                .isTrue();
        assertThat(ints.bytes()).isLessThan(4 * MANY + (1 << 17));
    }

    @Test
    void textsAreNumberedInTheOrderInWhichTheyCome() {
        NumberedTexts texts = new NumberedTexts();
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < 2 * MANY; i++) {
            String text = "camera " + random.nextInt(MANY);
            assertThat(texts.find(text)).isEqualTo(expected.getOrDefault(text, -1));
            expected.putIfAbsent(text, expected.size());
            assertThat(texts.add(text)).isEqualTo(expected.get(text));
        }
        expected.forEach((text, number) -> assertThat(texts.get(number)).isEqualTo(text));
    }

    @Test
    void hashesAreSortedAsTheirDigitsAre() {
        // given: many that begin alike
        NumberedHashes hashes = new NumberedHashes();
        for (int i = 0; i < 5000; i++) {
            hashes.add(String.format("%016x", i % 3 == 0 ? random.nextLong() : random.nextLong(9))
                    + String.format("%016x", random.nextLong(99)) + "%032x".formatted(random.nextInt(99)));
        }

        // then
        List<String> sorted = Arrays.stream(hashes.sorted()).mapToObj(hashes::get).toList();
        assertThat(sorted).hasSize(hashes.size()).isSorted().doesNotHaveDuplicates();
        assertThat(IntStream.range(0, hashes.size()).allMatch(i -> hashes.find(hashes.get(i)) == i)).isTrue();
    }
}
