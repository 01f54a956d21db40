package dev.thaw.ingest.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.event.ArrivalsAssessed;
import dev.thaw.contract.event.Drift;
import dev.thaw.contract.event.TrainingCondition;

class TriggerTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void withoutAPolicyNothingIsLookedAt() {
        assertThat(look(TriggerPolicy.onRequest(), standing(1000, 0)).conditions()).isEmpty();
        assertThat(look(TriggerPolicy.onRequest(), standing(1000, 0)).met()).isFalse();
    }

    @Test
    void soManyNewImagesAreEnough() {
        assertThat(look(TriggerPolicy.every(10), standing(109, 100)).met()).isFalse();
        assertThat(look(TriggerPolicy.every(10), standing(110, 100)).met()).isTrue();
        assertThat(look(TriggerPolicy.every(10), standing(110, 100)).reason()).startsWith("10 new images");
    }

    @Test
    void timeCountsFromTheLastRunAndOnlyIfSomethingIsNew() {
        TriggerPolicy hourly = new TriggerPolicy(0, 3600, 0, null, 0, null, 0);

        assertThat(look(hourly, standing(101, 100, 60, 3599)).met()).isFalse();
        assertThat(look(hourly, standing(101, 100, 60, 3600)).met()).isTrue();
        assertThat(look(hourly, new Standing(100, 100, null, NOON.minusSeconds(9999), null, 1)).met()).isFalse();
        assertThat(look(hourly, new Standing(1, 0, NOON.minusSeconds(3600), null, null, 0)).met())
                .as("before the first run, from the first image").isTrue();
    }

    @Test
    void anImageWaitsNoLongerThanTheMaximum() {
        TriggerPolicy patient = new TriggerPolicy(1000, 0, 0, null, 0, null, 600);

        assertThat(look(patient, standing(101, 100, 599, 9999)).met()).isFalse();
        assertThat(look(patient, standing(101, 100, 600, 9999)).met()).isTrue();
        assertThat(look(patient, standing(101, 100, 600, 9999)).reason()).isEqualTo(
                "600 s that the oldest new image has waited, with 1 new images (at most 600 s)");
    }

    @Test
    void anInaccurateChampionOrDriftIsAReasonAndUnknownIsNone() {
        TriggerPolicy watchful = new TriggerPolicy(0, 0, 0, 0.9, 0, 0.01, 0);

        assertThat(look(watchful, standing(120, 100)).met()).isFalse();
        assertThat(look(watchful, assessed(0.95, 0.5)).met()).isFalse();
        assertThat(look(watchful, assessed(0.9, 0.01)).met()).as("at the limits").isFalse();
        assertThat(look(watchful, assessed(0.89, 0.5)).conditions()).extracting(TrainingCondition::met)
                .containsExactly(true, false);
        assertThat(look(watchful, assessed(0.95, 0.005)).conditions()).extracting(TrainingCondition::met)
                .containsExactly(false, true);
        assertThat(look(watchful, assessed(0.89, 0.5)).reason()).contains("0.8900");
    }

    private static Standing assessed(double accuracy, double p) {
        return new Standing(120, 100, NOON, NOON, new ArrivalsAssessed("pets", 1, 1, "models/pets/1/", 0, 100, 119, 20, 120,
                accuracy, new Drift("mmd2", 0.1, p, 199, 60), 1), 1);
    }

    private static Trigger look(TriggerPolicy policy, Standing standing) {
        return Trigger.look(policy, standing, NOON);
    }

    private static Standing standing(int images, int known) {
        return standing(images, known, 1, 1);
    }

    private static Standing standing(int images, int known, long waited, long sinceRun) {
        return new Standing(images, known, NOON.minusSeconds(waited), NOON.minusSeconds(sinceRun), null, 1);
    }
}
