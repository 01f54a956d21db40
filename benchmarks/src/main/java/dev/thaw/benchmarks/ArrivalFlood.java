package dev.thaw.benchmarks;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.bucket.S3HttpClient;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.kafka.EventWriter;
import dev.thaw.servers.LocalServers;
import io.minio.MinioClient;
import okhttp3.OkHttpClient;

/** Many different small images, inline in their events, from sixteen sources over four partitions; then a training of them all. */
final class ArrivalFlood implements AutoCloseable {
    private static final String DATASET = "flood";
    private static final int SOURCES = 16;
    private static final int PARTITIONS = 4;
    private static final List<String> LABELS = List.of("even", "odd");
    private final LocalServers servers;
    private final Map<String, Object> connection;
    private final KafkaConsumer<byte[], byte[]> topics;

    ArrivalFlood(LocalServers servers) {
        this.servers = servers;
        this.connection = Map.of("bootstrap.servers", servers.bootstrapServers());
        this.topics = new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Declares a data set and sends its images. */
    void publish(int arrivals) throws Exception {
        declare();
        SmallPicture pictures = new SmallPicture();
        try (EventWriter writer = writer()) {
            for (int i = 0; i < arrivals; i++) {
                writer.send(new ImageArrived(DATASET, source(i), Integer.toString(i), label(i), null,
                        Base64.getEncoder().encodeToString(pictures.png()), null));
            }
        }
    }

    /** Declares a data set and says that its images, of which there is nothing else, were taken in before. */
    void remember(int images) throws Exception {
        declare();
        SplittableRandom random = new SplittableRandom(1);
        try (EventWriter writer = writer()) {
            for (int i = 0; i < images; i++) {
                String hash = hex(random, 64);
                double draw = random.nextDouble();
                writer.send(new ImageIngested(DATASET, DATASET + "/" + source(i) + "/" + i, hash,
                        BucketLayout.image(DATASET, hash), label(i),
                        draw < 0.15 ? Split.TEST : draw < 0.3 ? Split.VALIDATION : Split.TRAIN, false, SmallPicture.SIDE,
                        SmallPicture.SIDE, 300, null, new Origin(Topic.IMAGES_ARRIVED.topicName(), i % PARTITIONS, i),
                        hex(random, 64) + "-" + hex(random, 4) + "-" + hex(random, 6), null));
            }
        }
    }

    private void declare() throws Exception {
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(Stream.of(Topic.values())
                    .flatMap(topic -> Stream.of(
                            topic(topic.topicName(), topic == Topic.IMAGES_ARRIVED ? PARTITIONS : 1)
                                    .configs(Map.of("cleanup.policy", topic.compacted() ? "compact" : "delete")),
                            topic(topic.deadLetterName(), 1)))
                    .toList()).all().get();
        }
        OkHttpClient http = S3HttpClient.create();
        MinioBucket bucket = new MinioBucket(MinioClient.builder().endpoint(servers.s3Endpoint())
                .credentials(servers.accessKey(), servers.secretKey()).httpClient(http).build(), http, "thaw");
        bucket.create();
        DatasetDefinition definition = new DatasetDefinition(DATASET, 1, LABELS,
                new Manifest.ImageSize(SmallPicture.SIDE, SmallPicture.SIDE), DatasetDefinition.Resize.SQUASH, null, null,
                new BaseModel("none", "bases/none/none.h5", "0".repeat(64), null), null, null, null);
        String key = BucketLayout.datasetDefinition(DATASET, 1);
        bucket.put(key, EventCodec.json().writeValueAsBytes(definition), EventCodec.CONTENT_TYPE);
        try (EventWriter writer = writer()) {
            writer.write(new DatasetDeclared(DATASET, 1, key));
        }
    }

    /** How many arrivals have their answer. */
    long answered() {
        return records(Topic.IMAGES_INGESTED) + records(Topic.IMAGES_REJECTED);
    }

    /** Asks for a training of all that arrived, and waits until it is requested: its manifest is written and told of by then. */
    void train() throws Exception {
        try (EventWriter writer = writer()) {
            writer.write(new TrainingAsked(DATASET, "all", "benchmark"));
        }
        while (records(Topic.TRAINING_REQUESTS) < 2) {
            Thread.sleep(200);
        }
    }

    private EventWriter writer() {
        return new EventWriter(connection, "", "urn:thaw:benchmark");
    }

    private static String source(int number) {
        return "camera-" + number % SOURCES;
    }

    private static String label(int number) {
        return LABELS.get(number / SOURCES % 2);
    }

    private static String hex(SplittableRandom random, int digits) {
        StringBuilder hex = new StringBuilder(digits);
        while (hex.length() < digits) {
            hex.append(Integer.toHexString(random.nextInt(16)));
        }
        return hex.toString();
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    private long records(Topic topic) {
        TopicPartition partition = new TopicPartition(topic.topicName(), 0);
        return topics.endOffsets(List.of(partition)).get(partition);
    }

    @Override
    public void close() {
        topics.close();
    }
}
