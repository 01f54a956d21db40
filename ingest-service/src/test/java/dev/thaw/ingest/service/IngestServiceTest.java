package dev.thaw.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import jakarta.inject.Inject;

import org.assertj.core.groups.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.bucket.UnknownLabel;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.Defect;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Rejection;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingConsidered;
import dev.thaw.contract.event.TrainingConsidered.Outcome;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.kafka.DeadLetterBox;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.dataset.rebuild.DatasetRebuild;
import dev.thaw.dataset.rebuild.EventLog;
import dev.thaw.dataset.rebuild.RebuildReport;
import dev.thaw.image.ImageIntake;
import dev.thaw.image.ImageLimits;
import dev.thaw.ingest.World;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.service.EventPublisher;
import dev.thaw.service.EventReaders;
import dev.thaw.service.KafkaConnection;
import dev.thaw.testkit.LocalServersResource;
import dev.thaw.testkit.MemoryBucket;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The whole service against a real broker and a real S3 server. */
@QuarkusTest
@QuarkusTestResource(LocalServersResource.class)
class IngestServiceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Inject
    MinioBucket bucket;

    @Inject
    EventPublisher publisher;

    @Inject
    EventReaders readers;

    @Inject
    KafkaConnection connection;

    @Inject
    DatasetCatalog catalog;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private String dataset;

    @BeforeEach
    void declare() throws Exception {
        dataset = "leaves-" + Long.toString(System.nanoTime(), 36);
        declare(1, List.of("oak", "elm"), null);
    }

    @Test
    void goodImagesAreIngestedBrokenOnesRejectedAndATrainingIsRequested() throws Exception {
        // given
        byte[] picture = World.picture(3);
        String object = BucketLayout.arrival(dataset, "elm", "object.png");
        String copy = BucketLayout.arrival(dataset, "elm", "copy.png");
        bucket.put(object, picture, "image/png");
        bucket.put(copy, picture, "image/png");
        int images = 30;

        // when
        for (int i = 0; i < images; i++) {
            publisher.publish(World.inline(dataset, "inline " + i, i % 2 == 0 ? "oak" : "elm", World.picture(100 + i), null));
        }
        publisher.publish(new ImageArrived(dataset, "folder", "object.png", "elm", object, null, Split.TEST));
        publisher.publish(new ImageArrived(dataset, "folder", "copy.png", "elm", copy, null, Split.TEST));
        publisher.publish(World.inline(dataset, "truncated", "oak", Arrays.copyOf(picture, picture.length / 2), null));
        publisher.publish(World.inline(dataset, "text.jpg", "oak", "not a picture".getBytes(StandardCharsets.UTF_8), null));
        publisher.publish(World.inline(dataset, "ash", "ash", picture, null));
        publisher.publish(World.inline("nowhere", "lost", "oak", picture, null));

        // then
        List<ImageIngested> ingested = published(ImageIngested.class, Topic.IMAGES_INGESTED, images + 2);
        List<ImageRejected> rejected = published(ImageRejected.class, Topic.IMAGES_REJECTED, 3);
        assertThat(ingested).filteredOn(ImageIngested::duplicate).hasSize(1);
        assertThat(ingested).filteredOn(event -> event.arrival().startsWith("arrivals/")).hasSize(2).allSatisfy(event -> {
            assertThat(event.originalWidth()).isEqualTo(24);
            assertThat(event.originalBytes()).isEqualTo(picture.length);
            assertThat(event.label()).isEqualTo("elm");
        });
        assertThat(ingested).allSatisfy(event -> assertThat(bucket.size(event.object())).isPositive());
        assertThat(rejected).extracting(ImageRejected::reason).containsExactlyInAnyOrder(Rejection.CORRUPT,
                Rejection.UNSUPPORTED_FORMAT, Rejection.UNKNOWN_LABEL);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(readAll(ImageRejected.class, Topic.IMAGES_REJECTED))
                .extracting(ImageRejected::reason).contains(Rejection.UNKNOWN_DATASET));

        // and when
        TrainingAsked ask = new TrainingAsked(dataset, dataset + "-run", "somebody wants to know");
        publisher.publishAndWait(ask);
        publisher.publishAndWait(ask);

        // then
        TrainingRequested request = published(TrainingRequested.class, Topic.TRAINING_REQUESTS, 1).get(0);
        Manifest manifest = EventCodec.json().readValue(bucket.get(request.manifest()), Manifest.class);
        assertThat(manifest.images()).hasSize(images + 1);
        assertThat(manifest.labels()).containsExactly("elm", "oak");
        assertThat(published(RunState.class, Topic.RUNS, 1)).extracting(RunState::state).containsExactly(RunState.State.QUEUED);

        // and a catalog made anew from the topics is the one that the service has
        DatasetCatalog rebuilt = new DatasetCatalog();
        try (EventReader reader = readers.open(Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED)) {
            reader.readToEnd(received -> rebuilt.apply(received.event()));
        }
        assertThat(rebuilt.snapshot(dataset).images()).isEqualTo(catalog.snapshot(dataset).images()).isEqualTo(manifest.images());

        // and an empty bucket gets all of it again from the log
        MemoryBucket empty = new MemoryBucket();
        RebuildReport report = new DatasetRebuild(dataset, this::readAll, bucket, empty,
                new ImageIntake(new ImageLimits(1 << 20, 1_000_000, Duration.ofMinutes(5)))).run();
        assertThat(report.missing()).isEmpty();
        assertThat(empty.list("images/")).hasSize(images + 1);
        for (String key : empty.list("")) {
            assertThat(empty.get(key)).as(key).isEqualTo(bucket.get(key));
        }
        assertThat(empty.get(request.manifest())).isNotEmpty();
        awaitMetrics("thaw_images_ingested_total{dataset=\"" + dataset + "\"} 31.0",
                "thaw_images_duplicates_total{dataset=\"" + dataset + "\"} 1.0",
                "thaw_images_rejected_total{reason=\"unsupported-format\"} 1.0");
    }

    @Test
    void hostileRecordsGoToTheDeadLettersAndTheNextArrivalIsTakenIn() throws Exception {
        // given
        String key = dataset + "/test";
        String good = new String(EventCodec.data(World.inline(dataset, "n", "oak", World.picture(5), null)),
                StandardCharsets.UTF_8);
        String type = EventCodec.typeOf(ImageArrived.class);
        try (HostileProducer producer = HostileProducer.open(connection, Topic.IMAGES_ARRIVED)) {
            producer.send(null, null, (String) null);
            producer.send("k", null, "hello");
            producer.send(key, "dev.thaw.run-state.v1", good);
            producer.send(key, type, "hello");
            producer.send(key, type, (String) null);
            producer.send("another", type, good);
            producer.send(null, type, good);
            producer.send(key, type, good.replace("\"oak\"", "null"));
            producer.send(key, type, good.replace("\"oak\"", "\"\\u0000\""));
            producer.send(key, type, "{\"x\":" + "[".repeat(100_000));
            producer.send(key, type, naming("../../etc/passwd"));
            producer.send(key, type, naming("arrivals/other/oak/1.png"));
            producer.send(key, type, new byte[]{'{', (byte) 0xff, (byte) 0xfe, '}'});
            producer.send(key, type, new byte[10_000_000]);
        }

        // when
        ImageArrived next = World.inline(dataset, "next", "oak", World.picture(5), null);
        publisher.publishAndWait(next);
        publisher.publishAndWait(next);

        // then
        assertThat(published(ImageIngested.class, Topic.IMAGES_INGESTED, 2)).allSatisfy(event -> {
            assertThat(event.arrival()).isEqualTo(next.arrival());
            assertThat(event.duplicate()).isFalse();
        });
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(deadLetters(Topic.IMAGES_ARRIVED))
                .extracting(entry -> entry.letter().defect()).filteredOn(defect -> !defect.equals(Defect.NOT_POSSIBLE.code()))
                .containsExactlyInAnyOrder("no-cloud-event", "no-cloud-event", "wrong-type", "not-json", "no-data", "wrong-key",
                        "wrong-key", "invalid", "invalid", "not-json",
                        "invalid", "invalid", "not-json", "too-large"));
        assertThat(deadLetters(Topic.IMAGES_ARRIVED)).hasSizeGreaterThanOrEqualTo(14).allSatisfy(entry -> {
            assertThat(entry.letter().reason()).isNotBlank();
            assertThat(entry.letter().id()).matches("images\\.arrived/0/[0-9]+");
            assertThat(entry.letter().cut()).isEqualTo(entry.letter().bytes() == 10_000_000);
        });
        awaitMetrics("thaw_dead_letters_total{defect=\"wrong-key\",topic=\"images.arrived\"} 2.0");
    }

    @Test
    void whatIsNoEventOnATopicThatIsOnlyReadAlongIsADeadLetterToo() throws Exception {
        // when
        for (Topic topic : List.of(Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED, Topic.MANIFESTS, Topic.TRAINING_CONSIDERED)) {
            try (HostileProducer producer = HostileProducer.open(connection, topic)) {
                producer.send(dataset, EventCodec.typeOf(topic.events().get(0)), "hello " + dataset);
            }
            // then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(deadLetters(topic)).singleElement().satisfies(entry -> {
                assertThat(entry.letter().defect()).isEqualTo("not-json");
                assertThat(entry.letter().id()).startsWith(topic.topicName() + "/0/");
            }));
            awaitMetrics("thaw_dead_letters_total{defect=\"not-json\",topic=\"" + topic.topicName() + "\"} 1.0");
        }
    }

    @Test
    void whatIsBrokenStillComesBackOnceAndNamesWhatItWas() throws Exception {
        // given
        try (HostileProducer producer = HostileProducer.open(connection, Topic.DATASETS)) {
            producer.send(dataset, EventCodec.typeOf(DatasetDeclared.class), "hello " + dataset);
        }
        await().atMost(PATIENCE).until(() -> ofThisTest(Topic.DATASETS).size() == 1);
        DeadLetterBox.Entry first = ofThisTest(Topic.DATASETS).get(0);

        // when
        try (DeadLetterBox box = new DeadLetterBox(connection.properties(), "")) {
            box.retry(first);
        }

        // then
        await().atMost(PATIENCE).until(() -> ofThisTest(Topic.DATASETS).size() == 2);
        List<DeadLetterBox.Entry> letters = ofThisTest(Topic.DATASETS);
        assertThat(letters.get(0).retried()).isNotNull();
        assertThat(letters.get(1).retried()).isNull();
        assertThat(letters.get(1).letter().retryOf()).contains(first.letter().id());
        assertThat(letters.get(1).letter().bytes()).isEqualTo(first.letter().bytes());
    }

    private List<DeadLetterBox.Entry> ofThisTest(Topic topic) throws IOException, InterruptedException {
        return deadLetters(topic).stream().filter(entry -> entry.letter().excerpt(400).contains(dataset)).toList();
    }

    @Test
    void anObjectThatIsLargerThanTheMemoryOfTheServerIsCreatedOnce(@TempDir Path directory) throws Exception {
        // given a sparse file; the server has 256 MiB
        Path file = directory.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(280L << 20);
        }

        // then
        assertThat(bucket.putIfAbsent("large/" + dataset, file, "application/json")).isTrue();
        assertThat(bucket.putIfAbsent("large/" + dataset, file, "application/json")).isFalse();
        assertThat(bucket.size("large/" + dataset)).isEqualTo(280L << 20);
        bucket.delete("large/" + dataset);
    }

    @Test
    void aDefinitionThatCannotBeIsADeadLetterWithEveryMistakeAndTheOneBeforeStaysInForce() throws Exception {
        // given
        String definition = BucketLayout.datasetDefinition(dataset, 2);
        bucket.put(definition, "{\"dataset\":\"leaves\",\"version\":2,\"resize\":\"SQUISH\"}".getBytes(StandardCharsets.UTF_8),
                EventCodec.CONTENT_TYPE);
        publisher.publishAndWait(new DatasetDeclared(dataset, 2, definition));
        DeadLetterBox.Entry letter = await().atMost(PATIENCE).until(
                () -> deadLetters(Topic.DATASETS).stream().filter(entry -> entry.letter().excerpt(400).contains(dataset))
                        .findFirst(),
                java.util.Optional::isPresent).orElseThrow();
        assertThat(letter.letter().defect()).isEqualTo("not-possible");
        assertThat(letter.letter().reason()).contains("mistakes", "dataset: must be " + dataset, "imageSize.height: is missing",
                "resize: must be one of squash, crop, pad", "base.name: is missing");
        assertThat(letter.retried()).isNull();
        publisher.publishAndWait(World.inline(dataset, "one", "oak", World.picture(6), null));
        published(ImageIngested.class, Topic.IMAGES_INGESTED, 1);

        // when
        String mended = new String(bucket.get(BucketLayout.datasetDefinition(dataset, 1)), StandardCharsets.UTF_8)
                .replace("\"version\":1", "\"version\":2").replace("\"oak\"", "\"oak\",\"ash\"");
        bucket.put(definition, mended.getBytes(StandardCharsets.UTF_8), EventCodec.CONTENT_TYPE);
        try (DeadLetterBox box = new DeadLetterBox(connection.properties(), "")) {
            box.retry(letter);
        }
        publisher.publishAndWait(World.inline(dataset, "two", "ash", World.picture(7), null));

        // then
        published(ImageIngested.class, Topic.IMAGES_INGESTED, 2);
        assertThat(deadLetters(Topic.DATASETS)).filteredOn(entry -> entry.letter().id().equals(letter.letter().id()))
                .singleElement().satisfies(entry -> assertThat(entry.retried()).isNotNull());
    }

    @Test
    void whatTheS3ServerTellsIsTakenAsItWritesItAndTheSameObjectOnce() throws Exception {
        // given what a MinIO server wrote, of an object of this data set
        String object = BucketLayout.arrival(dataset, "oak", "copy.png");
        bucket.put(object, World.picture(8), "image/png");
        String told = recorded(3).replace("pets", dataset).replace("dog", "oak");

        // when
        try (HostileProducer s3 = HostileProducer.open(connection, Topic.BUCKET_NOTIFICATIONS)) {
            s3.send(null, null, "hello");
            s3.send("thaw/" + object, null, told);
            List<ImageIngested> ingested = published(ImageIngested.class, Topic.IMAGES_INGESTED, 1);
            // others can read the answer a moment before the service has noted that it gave it
            await().atMost(PATIENCE).until(() -> !catalog.snapshot(dataset).images().isEmpty());
            s3.send("thaw/" + object, null, told);

            // then
            assertThat(ingested.get(0).arrival()).isEqualTo(object);
            awaitMetrics("thaw_notifications_ignored_total{reason=\"answered\"} 1.0");
        }
        assertThat(published(ImageArrived.class, Topic.IMAGES_ARRIVED, 1)).extracting(ImageArrived::object)
                .containsExactly(object);
        assertThat(deadLetters(Topic.BUCKET_NOTIFICATIONS)).singleElement()
                .satisfies(entry -> assertThat(entry.letter().defect()).isEqualTo("not-json"));
    }

    @Test
    void anImageIsHeldUntilItsLabelIsDeclaredAndThenTakenInByItself() throws Exception {
        // given
        declare(2, List.of("oak", "elm"), UnknownLabel.HOLD);
        ImageArrived ash = World.inline(dataset, "one", "ash", World.picture(9), null);
        publisher.publishAndWait(ash);
        assertThat(published(ImageHeld.class, Topic.IMAGES_REJECTED, 1)).extracting(ImageHeld::arrival).containsExactly(ash);

        // when
        declare(3, List.of("oak", "elm", "ash"), UnknownLabel.HOLD);

        // then
        assertThat(published(ImageIngested.class, Topic.IMAGES_INGESTED, 1).get(0).arrival()).isEqualTo(ash.arrival());
    }

    private void declare(int version, List<String> labels, UnknownLabel unknownLabel) throws Exception {
        DatasetDefinition definition = new DatasetDefinition(dataset, version, labels, new Manifest.ImageSize(32, 32),
                DatasetDefinition.Resize.SQUASH, SplitPolicy.shares(0.2, 0.2), null, World.BASE, null, unknownLabel, null);
        String key = BucketLayout.datasetDefinition(dataset, version);
        bucket.putIfAbsent(key, EventCodec.json().writeValueAsBytes(definition), EventCodec.CONTENT_TYPE);
        publisher.publishAndWait(new DatasetDeclared(dataset, version, key));
    }

    private static String recorded(int line) throws IOException {
        try (InputStream in = IngestServiceTest.class.getResourceAsStream("/minio/notifications.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().get(line);
        }
    }

    @Test
    void aDataSetThatHasGrownIsTrainedByItselfOneRunAtATimeAndItIsSaidWhy() throws Exception {
        // given
        DatasetDefinition definition = new DatasetDefinition(dataset, 2, List.of("oak", "elm"), new Manifest.ImageSize(32, 32),
                DatasetDefinition.Resize.SQUASH, SplitPolicy.shares(0.2, 0.2), TriggerPolicy.every(12), World.BASE, null, null,
                null);
        String key = BucketLayout.datasetDefinition(dataset, 2);
        bucket.putIfAbsent(key, EventCodec.json().writeValueAsBytes(definition), EventCodec.CONTENT_TYPE);
        publisher.publishAndWait(new DatasetDeclared(dataset, 2, key));

        // when
        for (int i = 0; i < 30; i++) {
            publisher.publish(World.inline(dataset, "inline " + i, i % 2 == 0 ? "oak" : "elm", World.picture(200 + i),
                    i % 5 == 0 ? Split.TEST : i % 5 == 1 ? Split.VALIDATION : null));
        }
        published(ImageIngested.class, Topic.IMAGES_INGESTED, 30);

        // then: one run, although there are images for two; the rest is gathered for the next
        TrainingRequested first = published(TrainingRequested.class, Topic.TRAINING_REQUESTS, 1).get(0);
        int inFirst = EventCodec.json().readValue(bucket.get(first.manifest()), Manifest.class).images().size();
        assertThat(inFirst).isGreaterThanOrEqualTo(12);
        assertThat(first.reason()).contains("new images");
        for (int i = 30; i < 42; i++) {
            publisher.publish(World.inline(dataset, "inline " + i, i % 2 == 0 ? "oak" : "elm", World.picture(200 + i), null));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(considered()).contains(tuple(Outcome.HELD, null)));
        published(TrainingRequested.class, Topic.TRAINING_REQUESTS, 1);

        // and when
        publisher.publishAndWait(new RunState(dataset, first.run(), RunState.State.REFUSED, 1, null, "not better",
                System.currentTimeMillis(), java.time.Instant.now()));

        // then
        TrainingRequested second = published(TrainingRequested.class, Topic.TRAINING_REQUESTS, 2).get(1);
        assertThat(EventCodec.json().readValue(bucket.get(second.manifest()), Manifest.class).images())
                .hasSizeGreaterThanOrEqualTo(inFirst + 12);
        assertThat(considered()).containsSubsequence(tuple(Outcome.STARTED, first.run()), tuple(Outcome.HELD, null),
                tuple(Outcome.STARTED, second.run()));
    }

    private List<Tuple> considered() {
        return readAll(TrainingConsidered.class, Topic.TRAINING_CONSIDERED).stream().filter(this::isOfThisTest)
                .map(considered -> tuple(considered.outcome(), considered.run())).toList();
    }

    @Test
    void aTrainingThatIsNotPossibleFailsWithItsReason() throws Exception {
        publisher.publishAndWait(new TrainingAsked(dataset, dataset + "-run", "too early"));

        RunState state = published(RunState.class, Topic.RUNS, 1).get(0);
        assertThat(state.state()).isEqualTo(RunState.State.FAILED);
        assertThat(state.detail()).contains("has no images yet");
    }

    private <E extends Event> List<E> published(Class<E> kind, Topic topic, int count) {
        List<E> events = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            events.clear();
            readAll(kind, topic).stream().filter(this::isOfThisTest).forEach(events::add);
            assertThat(events).hasSize(count);
        });
        return events;
    }

    private boolean isOfThisTest(Event event) {
        return event.key().startsWith(dataset);
    }

    private void readAll(List<Topic> topics, EventLog.Reader taker) throws IOException, InterruptedException {
        List<Received> all = new ArrayList<>();
        try (EventReader reader = readers.open(topics.toArray(Topic[]::new))) {
            reader.readToEnd(all::add);
        }
        for (Received received : all) {
            taker.take(received);
        }
    }

    private <E extends Event> List<E> readAll(Class<E> kind, Topic topic) {
        List<E> events = new ArrayList<>();
        try (EventReader reader = readers.open(topic)) {
            reader.readToEnd(received -> {
                if (kind.isInstance(received.event())) {
                    events.add(kind.cast(received.event()));
                }
            });
        }
        return events;
    }

    private String naming(String object) {
        return "{\"dataset\":\"" + dataset + "\",\"source\":\"test\",\"name\":\"n\",\"label\":\"oak\",\"object\":\"" + object
                + "\"}";
    }

    private List<DeadLetterBox.Entry> deadLetters(Topic topic) throws IOException, InterruptedException {
        List<DeadLetterBox.Entry> letters = new ArrayList<>();
        try (DeadLetterBox box = new DeadLetterBox(connection.properties(), "")) {
            box.each(List.of(topic), letters::add);
        }
        return letters;
    }

    /** What was done is counted when it is done, a moment after others can see it. */
    private void awaitMetrics(String... lines) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metrics()).contains(lines));
    }

    private String metrics() throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }
}
