package dev.thaw.evaluator.arrivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

class SeenImagesTest {

    @Test
    void knowsWhatASetKnows() {
        SeenImages seen = new SeenImages();
        Set<String> expected = new HashSet<>();
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            // many twice, zero among them, and neighbours
            String hash = String.format("%016x", random.nextBoolean() ? random.nextInt(30_000) : random.nextLong() << 40)
                    + "0".repeat(48);
            assertThat(seen.add(hash)).isEqualTo(expected.add(hash));
        }
        assertThat(expected).contains("0".repeat(64));
    }
}
