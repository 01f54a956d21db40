package dev.thaw.finetuning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans from anybody: each is a plan, or an {@link InvalidPlanException} that says what is wrong. */
class HostilePlanTest {
    private static final int MUTATIONS = 2000;

    static Stream<Arguments> hostilePlans() {
        return Stream.of(
                Arguments.of("seed: &a 1\nbatchSize: *a", "the alias *a is not read"),
                Arguments.of("a: &a [1]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]", "is not read"),
                Arguments.of("base: &b {seed: 1}\n<<: *b", "the alias *b"),
                Arguments.of("head: !!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1/']]", "the tag"),
                Arguments.of("seed: !!java.lang.Integer 7", "the tag"),
                Arguments.of("seed: !python/object/apply:os.system [true]", "the tag"),
                Arguments.of("seed: 1\nseed: 2", "is not YAML"),
                Arguments.of("seed: 1\n---\nseed: 2", "plan"),
                Arguments.of("[".repeat(100_000), "is not YAML"),
                Arguments.of("a: ".repeat(100_000), "is not YAML"),
                Arguments.of("{a: ".repeat(40_000), "is not YAML"),
                Arguments.of("x".repeat(2_000_000), "2000000 characters"),
                Arguments.of("seed: \u0000", "is not YAML"),
                Arguments.of("seed: 1" + "0".repeat(100_000), "plan"),
                Arguments.of("batchSize: 1e999", "batchSize"),
                Arguments.of("batchSize: .inf", "'.inf'"),
                Arguments.of("stages: {name: one}", "stages"),
                Arguments.of("- 1\n- 2", "plan"));
    }

    @ParameterizedTest
    @MethodSource("hostilePlans")
    void isRefusedInASentence(String yaml, String inMessage) {
        assertThatThrownBy(() -> PlanReader.read(yaml)).isInstanceOf(InvalidPlanException.class).hasMessageContaining(inMessage);
    }

    @Test
    void aDamagedPlanIsAPlanOrRefused() {
        String yaml = PlanWriter.toYaml(PlanReader.defaultPlan());
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            StringBuilder damaged = new StringBuilder(yaml);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, "{}[]:,&*!|>'\"%@`-# \t\n\u00010Zz".charAt(random.nextInt(25)));
                    case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(10)));
                    default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + random.nextInt(30))));
                }
            }
            try {
                PlanReader.read(damaged.toString());
            } catch (InvalidPlanException e) {
                assertThat(e.mistakes()).isNotEmpty();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 4);
    }
}
