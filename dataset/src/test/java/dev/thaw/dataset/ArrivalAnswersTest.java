package dev.thaw.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Rejection;
import dev.thaw.contract.event.Split;

class ArrivalAnswersTest {
    /** Names as anybody may choose them: any script, a line break, half of a surrogate pair, none. */
    private static final List<String> NAMES = List.of("camera/7", "Käfer", "森", "\uD83C\uDF33", "a\nb", "\uD83C",
            "x".repeat(3000));
    private final Random random = new Random(7);
    private final ArrivalAnswers answers = new ArrivalAnswers();

    @Test
    void everyAnswerComesBackAsItWas() {
        // given
        Map<String, Event> expected = new TreeMap<>();
        for (int i = 0; i < 5000; i++) {
            String arrival = "leaves/" + NAMES.get(i % NAMES.size()) + "/" + i;
            expected.put(arrival, i % 5 == 0 ? rejected(arrival, i) : ingested(arrival, i));
        }

        // when
        expected.values().forEach(answers::apply);

        // then
        expected.forEach((arrival, event) -> assertThat(answers.last(arrival)).contains(event));
        assertThat(answers.all()).containsExactlyInAnyOrderElementsOf(expected.values());
        assertThat(answers.last("leaves/nobody")).isEmpty();
    }

    @Test
    void anAnswerThatIsGivenAgainAndAgainTakesNoMoreMemory() {
        for (int i = 0; i < 100; i++) {
            answers.apply(rejected("leaves/camera/1", i));
        }
        long bytes = answers.bytes();

        for (int i = 0; i < 10_000; i++) {
            answers.apply(rejected("leaves/camera/1", i % 100));
        }

        assertThat(answers.bytes()).isEqualTo(bytes);
        assertThat(answers.all()).hasSize(1);
    }

    @Test
    void whatWaitsIsKnownUntilItHasAnotherAnswer() {
        // given
        List<ImageHeld> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(new ImageHeld(new ImageArrived("leaves", "camera", "" + i, "oak", null, "", null), "wait"));
            answers.apply(waiting.get(i));
        }

        // when
        answers.apply(ingested(waiting.get(3).arrival().arrival(), 3));
        answers.apply(waiting.get(3));

        // then
        waiting.remove(3);
        assertThat(answers.held()).containsExactlyElementsOf(waiting);
    }

    private ImageRejected rejected(String arrival, int number) {
        return new ImageRejected("leaves", arrival, number % 2 == 0 ? null : "oak", null, Rejection.MISSING_OBJECT,
                "send it again",
                0, number % 3 == 0 ? null : new Origin("images.arrived", number % 4, number), null);
    }

    private ImageIngested ingested(String arrival, int number) {
        String image = String.format("%016x", random.nextLong(100)).repeat(4);
        String signature = String.format("%016x", random.nextLong()).repeat(4) + "-0a0b-01f2c3";
        String object = "images/leaves/" + (number % 7 == 0 ? "elsewhere/" : "") + image + ".png";
        return new ImageIngested("leaves", arrival, image, object, NAMES.get(random.nextInt(4)),
                Split.values()[random.nextInt(3)], random.nextBoolean(), number % 11 == 0 ? -1 : random.nextInt(1 << 20),
                random.nextInt(), random.nextLong(), number % 3 == 0 ? NAMES.get(random.nextInt(NAMES.size())) : null,
                number % 6 == 0 ? null : new Origin("t" + number % 2, number % 9, random.nextLong(1L << 50)),
                number % 4 == 0 ? null : signature, number % 2 == 0 ? null : Split.values()[random.nextInt(3)]);
    }
}
