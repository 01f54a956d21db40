package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.Received;
import dev.thaw.dataset.rebuild.DatasetRebuild;
import dev.thaw.dataset.rebuild.EventLog;
import dev.thaw.dataset.rebuild.RebuildException;
import dev.thaw.dataset.rebuild.RebuildReport;
import dev.thaw.image.ImageIntake;
import dev.thaw.image.ImageLimits;
import dev.thaw.ingest.World;
import dev.thaw.testkit.MemoryBucket;

class DatasetRebuildTest {
    private static final ImageIntake INTAKE = new ImageIntake(new ImageLimits(1 << 20, 1_000_000, Duration.ofMinutes(5)));
    private static final Manifest.ImageSize SIZE = new Manifest.ImageSize(16, 16);
    private final World world = new World();
    private final MemoryBucket empty = new MemoryBucket();
    private final List<Received> log = new ArrayList<>();

    @BeforeEach
    void live() throws Exception {
        world.declare("leaves", null, 0);
        String key = BucketLayout.datasetDefinition("leaves", 1);
        add(Topic.DATASETS, new DatasetDeclared("leaves", 1, key, new String(world.bucket.get(key), StandardCharsets.UTF_8)));
        for (int i = 0; i < 60; i++) {
            // every third picture is in the bucket; some come twice, some for two splits, some under two labels
            int picture = i % 7 == 6 ? i - 6 : i;
            Split wish = i % 11 == 10 ? Split.TEST : null;
            String label = i % 29 == 28 ? "ash" : picture % 2 == 0 ? "elm" : "oak";
            ImageArrived arrival = World.inline("leaves", "number " + i, label, World.picture(picture), wish);
            if (i % 3 == 0) {
                String object = BucketLayout.arrival("leaves", label, i + ".png");
                world.bucket.put(object, World.picture(picture), "image/png");
                arrival = new ImageArrived("leaves", "folder", "number " + i, label, object, null, wish);
            }
            log.add(new Received(Topic.IMAGES_ARRIVED, 0, i, 0, arrival));
            world.accept(arrival);
            if (i % 20 == 19) {
                DatasetSnapshot snapshot = world.recorder.snapshot("leaves", SplitPolicy.Copies.WITHHOLD);
                world.manifests.write("leaves", SIZE, snapshot.images(), null, snapshot.withheld());
            }
        }
        world.published.forEach(event -> add(Topic.of(event.getClass()), event));
    }

    @Test
    void anEmptyBucketGetsTheSameImagesAndManifestsByteForByte() throws Exception {
        // when
        RebuildReport report = rebuild(log);

        // then
        assertThat(report.missing()).isEmpty();
        assertThat(report.manifests()).isEqualTo(3);
        assertThat(report.images()).isEqualTo(world.catalog.images("leaves"));
        for (String folder : List.of("datasets/", "images/", "manifests/")) {
            assertThat(empty.list(folder)).isNotEmpty().isEqualTo(world.bucket.list(folder));
            for (String key : empty.list(folder)) {
                assertThat(empty.get(key)).as(key).isEqualTo(world.bucket.get(key));
            }
        }
        Manifest last = world.manifest("manifests/leaves/3.json");
        assertThat(last.withheld()).isNotEmpty();
        assertThat(last.images()).allSatisfy(image -> assertThat(image.origin().topic()).isEqualTo("images.arrived"));
    }

    @Test
    void aRepeatedLogAndASecondRunChangeNothing() throws Exception {
        // given
        List<Received> repeated = new ArrayList<>(log);
        repeated.addAll(log);
        rebuild(repeated);

        // when
        RebuildReport again = rebuild(log);

        // then
        assertThat(again.missing()).isEmpty();
        assertThat(empty.list("images/")).isEqualTo(world.bucket.list("images/"));
    }

    @Test
    void whatIsLostIsNamed() throws Exception {
        // given: an original that is gone, one that is another, and a record that the broker has deleted
        world.bucket.delete("arrivals/leaves/oak/3.png");
        world.bucket.put("arrivals/leaves/oak/9.png", World.picture(1000), "image/png");
        List<Received> shorter = new ArrayList<>(log);
        shorter.removeIf(received -> received.topic() == Topic.IMAGES_ARRIVED && received.offset() == 1);

        // when
        RebuildReport report = rebuild(shorter);

        // then
        assertThat(report.missing()).hasSize(3);
        assertThat(String.join("\n", report.missing())).contains("the original arrivals/leaves/oak/3.png is in no bucket")
                .contains("its original was replaced").contains("offset=1], is not in the log any more");
        assertThat(report.manifests()).isEqualTo(3);
    }

    @Test
    void aManifestWhosePartsAreLostIsNotInvented() throws Exception {
        log.removeIf(received -> received.topic() == Topic.MANIFESTS
                && received.event().id().startsWith("manifests/leaves/2.json"));

        RebuildReport report = rebuild(log);

        assertThat(report.missing()).singleElement().asString().contains("manifests/leaves/3.json comes out otherwise");
        assertThat(empty.list("manifests/")).containsExactly("manifests/leaves/1.json");
    }

    @Test
    void anUnknownDataSetIsSaidToBeUnknown() {
        assertThatThrownBy(() -> new DatasetRebuild("stones", events(log), world.bucket, empty, INTAKE).run())
                .isInstanceOf(RebuildException.class).hasMessageContaining("does not tell of a data set stones");
    }

    private RebuildReport rebuild(List<Received> from) throws Exception {
        return new DatasetRebuild("leaves", events(from), world.bucket, empty, INTAKE).run();
    }

    private static EventLog events(List<Received> from) {
        return (topics, reader) -> {
            // topics are read beside each other, each in its order
            List<Topic> order = new ArrayList<>(topics);
            Collections.reverse(order);
            for (Topic topic : order) {
                for (Received received : from) {
                    if (received.topic() == topic) {
                        reader.take(received);
                    }
                }
            }
        };
    }

    private void add(Topic topic, Event event) {
        log.add(new Received(topic, 0, log.size(), 0, event));
    }
}
