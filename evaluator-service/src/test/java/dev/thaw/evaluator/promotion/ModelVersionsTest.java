package dev.thaw.evaluator.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.BaseModel;
import dev.thaw.testkit.MemoryBucket;

class ModelVersionsTest {
    private final MemoryBucket bucket = new MemoryBucket();
    private final ModelVersions versions = new ModelVersions(bucket);

    @Test
    void versionsRiseFromOneByRun() throws IOException {
        assertThat(versions.allocate(of("run-a")).version()).isEqualTo(1);
        assertThat(versions.allocate(of("run-b")).version()).isEqualTo(2);
        assertThat(bucket.list("models/")).containsExactly("models/parts/1/lineage.json", "models/parts/2/lineage.json");
    }

    @Test
    void aRunThatAsksAgainGetsTheVersionItHas() throws IOException {
        // given
        Lineage first = versions.allocate(of("run-a"));
        versions.allocate(of("run-b"));

        // when
        Lineage again = versions.allocate(of("run-a"));

        // then
        assertThat(again).isEqualTo(first);
        assertThat(bucket.list("models/")).hasSize(2);
    }

    @Test
    void whoLosesTheRaceForANumberTakesTheNext() throws IOException {
        // given
        bucket.beforeWrite(() -> allocateElsewhere("run-b"));

        // when
        Lineage lineage = versions.allocate(of("run-a"));

        // then
        assertThat(lineage.version()).isEqualTo(2);
    }

    @Test
    void theSameRunOnAnotherInstanceDoesNotGetASecondVersion() throws IOException {
        // given
        bucket.beforeWrite(() -> allocateElsewhere("run-a"));

        // when
        Lineage lineage = versions.allocate(of("run-a"));

        // then
        assertThat(lineage.version()).isEqualTo(1);
        assertThat(bucket.list("models/")).hasSize(1);
    }

    @Test
    void whatACrashedPutLeftInTheListingIsPassedOver() throws IOException {
        // given
        bucket.put("models/parts/7/lineage.json-3f0c8a52-0f6b-4c58-9a53-7d2f1f0f4b11", new byte[]{'{'}, "x");

        // when
        Lineage lineage = versions.allocate(of("run-a"));

        // then
        assertThat(lineage.version()).isEqualTo(1);
    }

    private void allocateElsewhere(String run) throws IOException {
        bucket.beforeWrite(() -> {
        });
        versions.allocate(of(run));
    }

    private static Lineage of(String run) {
        return new Lineage("parts", 0, run, 1, "runs/" + run + "/1/0-3/", "manifests/parts/1.json",
                new BaseModel("small", "bases/small/small.keras", "0".repeat(64), null), "0.1.0",
                Instant.parse("2026-01-02T03:04:05Z"), null);
    }
}
