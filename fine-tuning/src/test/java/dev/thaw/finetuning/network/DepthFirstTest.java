package dev.thaw.finetuning.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class DepthFirstTest {

    @Test
    void aNodeIsFinishedAfterAllThatItDependsOn() {
        Map<String, List<String>> inputs = Map.of("sum", List.of("left", "right"), "left", List.of("stem"), "right",
                List.of("stem", "left"), "stem", List.of(), "other", List.of("stem"));

        DepthFirst<String> walk = DepthFirst.from(List.of("sum", "other"), inputs::get);

        assertThat(walk.finished()).containsExactly("stem", "left", "right", "sum", "other");
        assertThat(walk.reached()).containsExactlyInAnyOrderEntriesOf(
                Map.of("sum", 0, "left", 1, "stem", 2, "right", 3, "other", 4));
    }

    @Test
    void aChainMayBeLongerThanAThreadHasRoomForCalls() {
        DepthFirst<Integer> walk = DepthFirst.from(List.of(1_000_000), node -> node == 0 ? List.of() : List.of(node - 1));

        assertThat(walk.finished()).hasSize(1_000_001).startsWith(0, 1).endsWith(1_000_000);
    }
}
