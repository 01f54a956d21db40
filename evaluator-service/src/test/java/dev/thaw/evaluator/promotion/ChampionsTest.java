package dev.thaw.evaluator.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.Champion;
import dev.thaw.testkit.MemoryBucket;

class ChampionsTest {
    private final Champions champions = new Champions(new MemoryBucket());

    @Test
    void theHighestNumberIsInForce() throws IOException {
        // given: more than nine, so that text order would be wrong
        for (int number = 1; number <= 11; number++) {
            champions.crown(champion(number, "run-" + number));
        }

        // then
        assertThat(champions.current("parts")).map(Champion::number).contains(11);
        assertThat(champions.all("parts")).extracting(Champion::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(champions.current("other")).isEmpty();
    }

    @Test
    void aNumberIsTakenOnce() throws IOException {
        assertThat(champions.crown(champion(1, "run-a"))).isTrue();
        assertThat(champions.crown(champion(1, "run-b"))).isFalse();
        assertThat(champions.crown(champion(1, "run-a"))).as("who took it has it").isTrue();
        assertThat(champions.current("parts")).map(Champion::run).contains("run-a");
    }

    private static Champion champion(int number, String run) {
        return new Champion("parts", number, number, "models/parts/" + number + "/", run, Instant.EPOCH);
    }
}
