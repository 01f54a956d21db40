package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

class VariantIndexTest {

    @Test
    void knowsWhatAMapAndASetKnow() {
        // given
        VariantIndex index = new VariantIndex();
        Map<String, VariantIndex.Place> places = new HashMap<>();
        Set<String> needed = new HashSet<>();
        Random random = new Random(11);

        for (int i = 0; i < 200_000; i++) {
            String variant = random.nextInt(60_000) + "/original";
            if (random.nextBoolean()) {
                // when
                int shard = random.nextInt(1 << 30);
                int row = random.nextInt(1 << 30);
                index.put(variant, shard, row);
                places.putIfAbsent(variant, new VariantIndex.Place(shard, row));
            } else {
                // then
                assertThat(index.need(variant)).isEqualTo(needed.add(variant));
            }
        }

        for (int i = 0; i < 70_000; i++) {
            assertThat(index.find(i + "/original")).isEqualTo(places.get(i + "/original"));
        }
    }
}
