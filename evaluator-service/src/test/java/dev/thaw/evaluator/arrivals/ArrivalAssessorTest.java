package dev.thaw.evaluator.arrivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.event.ArrivalsAssessed;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.Received;
import dev.thaw.evaluator.arrivals.ArrivalLedger.Arrived;
import dev.thaw.evaluator.arrivals.ArrivalLedger.Window;
import dev.thaw.evaluator.promotion.Lineage;
import dev.thaw.testkit.MemoryBucket;

class ArrivalAssessorTest {
    private static final TriggerPolicy POLICY = new TriggerPolicy(0, 0, 0, 0.9, 20, 0.05, 0);

    private final MemoryBucket bucket = new MemoryBucket();
    private final ArrivalLedger ledger = new ArrivalLedger();
    private final List<Window> scored = new ArrayList<>();
    private final ArrivalAssessor assessor = new ArrivalAssessor(bucket, (champion, made, window, drift) -> {
        scored.add(window);
        return new ArrivalScoring.Measured(0.5, null);
    });
    private int offset;

    @Test
    void looksOnlyAtImagesThatTheChampionsRunDidNotKnow() throws Exception {
        // given
        arrive(30);
        crown(1, 25);

        // when, then
        assertThat(assess()).isEmpty();
        arrive(14);
        assertThat(assess()).as("44 - 25 = 19").isEmpty();
        arrive(1);
        ArrivalsAssessed assessed = assess().orElseThrow();
        assertThat(assessed).extracting(ArrivalsAssessed::champion, ArrivalsAssessed::images, ArrivalsAssessed::known,
                ArrivalsAssessed::fromOffset, ArrivalsAssessed::toOffset).containsExactly(1, 20, 45, 25L, 44L);
        assertThat(scored.get(0).images()).extracting(Arrived::image).startsWith(hash(25)).endsWith(hash(44));
    }

    @Test
    void theNextWindowBeginsWhereTheLastOneEndedAlsoAfterARestart() throws Exception {
        // given
        crown(1, 0);
        arrive(20);
        ArrivalsAssessed first = assess().orElseThrow();

        // when
        take(first);
        take(first);
        arrive(19);

        // then
        assertThat(assess()).isEmpty();
        arrive(1);
        assertThat(assess().orElseThrow().known()).isEqualTo(40);
    }

    @Test
    void ofAFloodTheNewestWindowIsLookedAtOnce() throws Exception {
        crown(1, 0);
        arrive(5000);

        take(assess().orElseThrow());

        assertThat(scored).hasSize(1);
        assertThat(scored.get(0).known()).isEqualTo(5000);
        assertThat(assess()).isEmpty();
    }

    @Test
    void anotherChampionIsTriedOnWhatItsOwnRunDidNotKnow() throws Exception {
        // given
        crown(1, 0);
        arrive(40);
        take(assess().orElseThrow());

        // when
        crown(2, 20);

        // then
        assertThat(assess().orElseThrow()).extracting(ArrivalsAssessed::champion, ArrivalsAssessed::known)
                .containsExactly(2, 40);
    }

    @Test
    void anImageThatIsToldAgainCountsOnce() throws Exception {
        crown(1, 0);
        arrive(19);
        offset = 0;
        arrive(19);

        assertThat(assess()).isEmpty();
    }

    @Test
    void withoutAChampionThereIsNothingToTry() throws Exception {
        arrive(100);

        assertThat(assess()).isEmpty();
    }

    private Optional<ArrivalsAssessed> assess() throws IOException {
        return assessor.assess("parts", POLICY, ledger);
    }

    private void arrive(int count) {
        for (int i = 0; i < count; i++) {
            take(new ImageIngested("parts", "parts/camera/" + offset, hash(offset), "images/parts/" + hash(offset) + ".png",
                    "good", Split.TRAIN, false, 8, 8, 100));
        }
    }

    private static String hash(int number) {
        return String.format("%016x", number) + "0".repeat(48);
    }

    private void take(Event event) {
        ledger.apply(new Received(Topic.of(event.getClass()), 0, event instanceof ImageIngested ? offset++ : 0, 0, event));
    }

    /** A champion whose manifest knew of so many images. */
    private void crown(int number, int known) throws IOException {
        List<Manifest.Entry> images = new ArrayList<>();
        for (int i = 0; i < known; i++) {
            images.add(new Manifest.Entry(hash(i), "images/parts/" + hash(i) + ".png", "good", Split.TRAIN));
        }
        put(BucketLayout.manifest("parts", number),
                new Manifest("parts", number, List.of("bad", "good"), new Manifest.ImageSize(8, 8), images));
        String model = BucketLayout.model("parts", number);
        put(model + "lineage.json", new Lineage("parts", number, "run-" + number, 1, "runs/run/1/0-1/",
                BucketLayout.manifest("parts", number), new BaseModel("small", "bases/small.keras", "0".repeat(64), null), "1",
                Instant.EPOCH, null));
        put(BucketLayout.champion("parts", number),
                new Champion("parts", number, number, model, "run-" + number, Instant.EPOCH));
    }

    private void put(String key, Object content) throws IOException {
        bucket.put(key, EventCodec.json().writeValueAsBytes(content), EventCodec.CONTENT_TYPE);
    }
}
