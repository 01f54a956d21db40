package dev.thaw.ingest.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.bucket.TrainingPolicy.Data;
import dev.thaw.contract.bucket.TrainingPolicy.Start;
import dev.thaw.contract.event.Split;

class TrainingChoiceTest {
    private final Map<String, Integer> order = new HashMap<>();
    private final List<Manifest.Entry> all = new ArrayList<>();

    @Test
    void theNewestAreThoseThatCameLastWhateverTheirHash() {
        images(100, "oak", "elm");

        TrainingChoice choice = choose(new TrainingPolicy(Data.NEWEST, 10, 0, Start.BASE), 0);

        assertThat(training(choice)).extracting(image -> order.get(image.sha256()))
                .containsExactlyInAnyOrder(99, 98, 97, 94, 93, 92, 89, 88, 87, 84);
        assertThat(choice.selection().known()).isEqualTo(100);
        assertOthersAreWhole(choice);
    }

    @Test
    void anImageThatIsNotReadBackYetIsTheNewest() {
        images(50, "oak", "elm");
        Manifest.Entry late = training(new TrainingChoice(all, null)).get(0);
        order.remove(late.sha256());

        assertThat(training(choose(new TrainingPolicy(Data.NEWEST, 1, 0, Start.BASE), 0))).containsExactly(late);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 2, 100})
    void aReplayHasEverythingNewAndAShareOfEachOldLabel(double replay) {
        // given: 300 old images, 1 in 10 a birch; 100 new ones
        images(300, "oak", "oak", "oak", "oak", "oak", "elm", "elm", "elm", "elm", "birch");
        images(100, "oak", "elm");

        // when
        TrainingChoice choice = choose(new TrainingPolicy(Data.REPLAY, 0, replay, Start.BASE), 300);

        // then: 3 of 5 are to train on
        Map<Boolean, List<Manifest.Entry>> byAge = training(choice).stream()
                .collect(Collectors.partitioningBy(image -> order.get(image.sha256()) < 300));
        assertThat(byAge.get(false)).hasSize(60);
        Map<String, Long> old = byAge.get(true).stream()
                .collect(Collectors.groupingBy(Manifest.Entry::label, Collectors.counting()));
        Map<String, Long> whole = training(new TrainingChoice(all, null)).stream()
                .filter(image -> order.get(image.sha256()) < 300)
                .collect(Collectors.groupingBy(Manifest.Entry::label, Collectors.counting()));
        double share = Math.min(1, replay * 60 / 180);
        whole.forEach((label, count) -> assertThat(old.getOrDefault(label, 0L)).as(label)
                .isBetween((long) Math.floor(share * count), (long) Math.floor(share * count) + 1));
        assertThat(old.keySet()).isEqualTo(replay == 0 ? Set.of() : whole.keySet());
        assertOthersAreWhole(choice);
    }

    @Test
    void theSameImagesGiveTheSameReplayAndMoreGiveAnother() {
        images(300, "oak", "elm");
        TrainingPolicy policy = new TrainingPolicy(Data.REPLAY, 0, 0.5, Start.BASE);
        Set<Manifest.Entry> first = old(choose(policy, 250), 250);

        assertThat(old(choose(policy, 250), 250)).isEqualTo(first);
        images(1, "oak");
        assertThat(old(choose(policy, 250), 250)).isNotEqualTo(first);
    }

    @Test
    void withoutAnythingNewOrAnyChampionAReplayIsAll() {
        images(100, "oak", "elm");
        TrainingPolicy policy = new TrainingPolicy(Data.REPLAY, 0, 0.5, Start.BASE);

        assertThat(choose(policy, 0)).isEqualTo(new TrainingChoice(all, null));
        assertThat(choose(policy, 100)).isEqualTo(new TrainingChoice(all, null));
    }

    private Set<Manifest.Entry> old(TrainingChoice choice, int old) {
        return training(choice).stream().filter(image -> order.get(image.sha256()) < old).collect(Collectors.toSet());
    }

    private TrainingChoice choose(TrainingPolicy policy, int old) {
        return TrainingChoice.of("leaves", all, hash -> order.getOrDefault(hash, -1), policy, old);
    }

    private void assertOthersAreWhole(TrainingChoice choice) {
        Set<Manifest.Entry> others = new HashSet<>(all);
        others.removeIf(image -> image.split() == Split.TRAIN);
        assertThat(choice.images()).containsAll(others).isSortedAccordingTo(Comparator.comparing(Manifest.Entry::sha256));
    }

    private static List<Manifest.Entry> training(TrainingChoice choice) {
        return choice.images().stream().filter(image -> image.split() == Split.TRAIN).toList();
    }

    /** Labels in turn; of every five images one is for validation and one for the test. Hashes are in no order. */
    private void images(int count, String... labels) {
        for (int i = 0; i < count; i++) {
            int number = order.size();
            Split split = number % 5 == 0 ? Split.VALIDATION : number % 5 == 1 ? Split.TEST : Split.TRAIN;
            String hash = String.format("%016x", number * 0x9E3779B97F4A7C15L) + "0".repeat(48);
            order.put(hash, number);
            all.add(new Manifest.Entry(hash, "images/leaves/" + hash + ".png", labels[i / 5 % labels.length], split));
        }
        all.sort(Comparator.comparing(Manifest.Entry::sha256));
    }
}
