package dev.thaw.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.ModelDecided.Outcome;
import dev.thaw.contract.event.Split;

class ModelHistoryTest {
    private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");
    private final ModelHistory history = new ModelHistory();
    private int minute;

    @Test
    void theHighestPointerSaysWhichModelIsChampionAndSinceWhen() {
        // given
        measured(1, 0.8);
        decided(1, Outcome.PROMOTED, 1, 1, null);
        measured(2, 0.9);
        decided(2, Outcome.PROMOTED, 2, 2, null);
        measured(3, 0.7);
        decided(3, Outcome.REFUSED, 2, 2, null);

        // when
        decided(1, Outcome.ROLLED_BACK, 3, 1, "pets/back");

        // then
        assertThat(history.list()).extracting(ModelEntry::version).containsExactly(1, 2, 3);
        assertThat(history.list()).extracting(ModelEntry::champion).containsExactly(true, false, false);
        ModelEntry champion = history.list().get(0);
        assertThat(champion.championSince()).isEqualTo(START.plusSeconds(60L * minute));
        assertThat(champion.decision()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(champion.by()).isEqualTo("ana");
        assertThat(champion.accuracy()).isEqualTo(0.8);
        assertThat(history.list().get(2).gate()).isEqualTo("better-than-champion");
    }

    @Test
    void aWithdrawnChampionIsRefusedAndTheOneBeforeIsInForce() {
        decided(1, Outcome.PROMOTED, 1, 1, null);
        decided(2, Outcome.PROMOTED, 2, 2, null);
        decided(2, Outcome.REFUSED, 3, 1, "pets/withdraw");

        assertThat(history.list()).extracting(ModelEntry::champion).containsExactly(true, false);
        assertThat(history.list().get(1).decision()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void anEventThatComesAgainChangesNothing() {
        decided(1, Outcome.PROMOTED, 1, 1, null);
        decided(2, Outcome.PROMOTED, 2, 2, null);
        List<ModelEntry> before = history.list();

        decided(1, Outcome.PROMOTED, 1, 1, null);

        assertThat(history.list()).isEqualTo(before);
    }

    @Test
    void aPromotionOfAnOlderWriterNamesItsOwnModelAsChampion() {
        history.add(
                new ModelDecided("pets", "run-4", Outcome.PROMOTED, "the first model", null, 4, "models/pets/4/", 1, 0.9, null),
                START);

        assertThat(history.list()).singleElement().satisfies(model -> assertThat(model.champion()).isTrue());
    }

    private void measured(int version, double accuracy) {
        history.add(new CandidateEvaluated("pets", "run-" + version, 1, "runs/run-" + version + "/1/0-1/",
                new Metrics(Split.TEST, 10, 0.2, accuracy, List.of(), List.of()), version, "models/pets/" + version + "/", 1.5),
                START);
    }

    private void decided(int version, Outcome outcome, int champion, int championVersion, String request) {
        history.add(new ModelDecided("pets", "run-" + version, outcome, "because", outcome == Outcome.REFUSED && request == null
                ? "better-than-champion"
                : null, version, "models/pets/" + version + "/", champion, 0.9, null, championVersion, request,
                request == null ? null : "ana", List.of(), null), START.plusSeconds(60L * ++minute));
    }
}
