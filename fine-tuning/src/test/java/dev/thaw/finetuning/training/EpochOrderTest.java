package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class EpochOrderTest {

    @Test
    void sortsPlacesByTheirNumbersAndEqualOnesByThemselves() {
        Random random = new Random(5);
        for (int kinds : new int[]{1, 2, 50, Integer.MAX_VALUE}) {
            long[] numbers = random.longs(2000).map(drawn -> kinds == Integer.MAX_VALUE ? drawn : drawn % kinds).toArray();

            int[] order = EpochOrder.of(numbers);

            // a stable sort of the places
            assertThat(order).isEqualTo(IntStream.range(0, numbers.length).boxed()
                    .sorted(Comparator.comparingLong(place -> numbers[place])).mapToInt(Integer::intValue).toArray());
        }
        assertThat(EpochOrder.of(new long[0])).isEmpty();
    }
}
