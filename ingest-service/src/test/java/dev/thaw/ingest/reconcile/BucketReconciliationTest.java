package dev.thaw.ingest.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.contract.bucket.UnknownLabel;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.ingest.World;
import dev.thaw.ingest.notification.NotificationIntake;

class BucketReconciliationTest {
    private static final Instant NOW = Instant.now();
    private static final int IMAGES = 20;
    private final World world = new World();
    private final List<ImageArrived> announced = new ArrayList<>();
    private final PassedReasons reasons = new PassedReasons(world.definitions);
    private final BucketReconciliation reconciliation = new BucketReconciliation(world.bucket, world.catalog, reasons,
            event -> announced.add((ImageArrived) event));
    private final NotificationIntake notifications = new NotificationIntake("thaw", world.catalog,
            event -> announced.add((ImageArrived) event), ignored -> {
            });
    private final HeldRelease release = new HeldRelease(world.catalog, reasons, reader -> {
        for (ImageHeld held : world.published(ImageHeld.class)) {
            reader.take(held);
        }
    }, event -> announced.add((ImageArrived) event));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anObjectIsIngestedOnceInWhicheverWaysAndOrderItIsTold(long seed) throws Exception {
        // given
        world.declare("leaves", List.of("oak"), 0);
        List<Step> steps = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < IMAGES; i++) {
            String key = "arrivals/leaves/oak/" + i + ".png";
            byte[] content = i % 5 == 0 ? new byte[]{1, 2, 3} : World.picture(i);
            world.bucket.put(key, content, "image/png");
            keys.add(key);
            ImageArrived event = new ImageArrived("leaves", "camera", i + "", "oak", key, null, null);
            steps.add(() -> world.accept(event));
            steps.add(() -> notifications.accept(notification(key)));
            steps.add(() -> reconciliation.round(NOW, i(seed, IMAGES)));
            steps.add(this::handleAnnounced);
        }
        Collections.shuffle(steps, new Random(seed));

        // when
        for (Step step : steps) {
            step.take();
        }
        handleAnnounced();

        // then
        Set<Event> answers = new HashSet<>(world.published(ImageIngested.class));
        answers.addAll(world.published(ImageRejected.class));
        assertThat(answers).hasSize(IMAGES);
        assertThat(world.published(ImageIngested.class)).extracting(ImageIngested::arrival).isSubsetOf(keys);
        assertThat(world.published(ImageIngested.class)).noneMatch(ImageIngested::duplicate);
        assertThat(world.catalog.images("leaves")).isEqualTo(IMAGES * 4 / 5);
        assertThat(reconciliation.round(NOW, IMAGES)).isZero();
    }

    @Test
    void aRoundIsBoundedAndLeavesWhatIsYoungOrLiesElsewhere() throws Exception {
        // given
        for (String key : List.of("arrivals/leaves/oak/1.png", "arrivals/leaves/oak/2.png", "arrivals/leaves/oak/deep/3.png",
                "arrivals/leaves/4.png", "images/leaves/5.png", "arrivals/le aves/oak/6.png")) {
            world.bucket.put(key, World.picture(1), "image/png");
        }

        // when
        int young = reconciliation.round(Instant.EPOCH, 10);
        int bounded = reconciliation.round(NOW, 2);
        int rest = reconciliation.round(NOW, 10);

        // then
        assertThat(List.of(young, bounded, rest)).containsExactly(0, 2, 3);
        assertThat(announced.get(4).arrival()).isEqualTo("arrivals/leaves/oak/deep/3.png");
    }

    @Test
    void whatWasRejectedIsAnnouncedAgainOnlyWhenTheReasonHasPassed() throws Exception {
        // given
        world.bucket.put("arrivals/stones/granite/1.png", World.picture(1), "image/png");
        reconciliation.round(NOW, 10);
        handleAnnounced();

        // when nothing has changed, when the data set is there without the label, and when it has it
        int unchanged = reconciliation.round(NOW, 10);
        world.declare("stones", List.of("marble"), UnknownLabel.REJECT);
        int declared = reconciliation.round(NOW, 10);
        handleAnnounced();
        int unknown = reconciliation.round(NOW, 10);
        world.declare("stones", List.of("marble", "granite"), UnknownLabel.REJECT);
        int known = reconciliation.round(NOW, 10);
        handleAnnounced();

        // then
        assertThat(List.of(unchanged, declared, unknown, known)).containsExactly(0, 1, 0, 1);
        assertThat(world.published(ImageRejected.class)).extracting(ImageRejected::attempt).containsExactly(0, 1);
        assertThat(world.published(ImageIngested.class)).hasSize(1);
        assertThat(reconciliation.round(NOW, 10)).isZero();
    }

    @Test
    void heldImagesAreJudgedByThemselvesOnceTheirLabelIsApproved() throws Exception {
        // given
        world.declare("stones", List.of("marble"), UnknownLabel.HOLD);
        world.accept(World.inline("stones", "one", "granite", World.picture(1), null));
        world.accept(World.inline("stones", "two", "slate", World.picture(2), null));
        int before = release.round();

        // when
        world.declare("stones", List.of("marble", "granite"), UnknownLabel.HOLD);
        int after = release.round();
        handleAnnounced();

        // then
        assertThat(before).isZero();
        assertThat(after).isEqualTo(1);
        assertThat(world.published(ImageIngested.class)).singleElement()
                .satisfies(ingested -> assertThat(ingested.arrival()).isEqualTo("stones/test/one"));
        assertThat(world.catalog.held()).extracting(held -> held.arrival().name()).containsExactly("two");
        assertThat(release.round()).isZero();
    }

    @Test
    void aDataSetThatHoldsNoLongerJudgesWhatItHeld() throws Exception {
        // given
        world.declare("stones", List.of("marble"), UnknownLabel.HOLD);
        world.accept(World.inline("stones", "one", "granite", World.picture(1), null));

        // when
        world.declare("stones", List.of("marble"), UnknownLabel.REJECT);
        release.round();
        handleAnnounced();

        // then
        assertThat(world.published(ImageRejected.class)).hasSize(1);
        assertThat(world.catalog.held()).isEmpty();
    }

    private void handleAnnounced() throws Exception {
        for (ImageArrived arrival : List.copyOf(announced)) {
            world.accept(arrival);
        }
        announced.clear();
    }

    private static int i(long seed, int most) {
        return 1 + new Random(seed).nextInt(most);
    }

    private static byte[] notification(String key) {
        return ("{\"Records\":[{\"eventName\":\"s3:ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"thaw\"},\"object\":{\"key\":\""
                + key.replace("/", "%2F") + "\"}}}]}").getBytes(StandardCharsets.UTF_8);
    }

    /** One way of telling, or the handling of what was told. */
    private interface Step {
        void take() throws Exception;
    }
}
