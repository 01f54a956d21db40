package dev.thaw.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventWriter;
import dev.thaw.servers.LocalServers;
import io.minio.MinioClient;

/** Many different small images, inline in their events, from sixteen sources over four partitions. */
final class ArrivalFlood {
    private static final String DATASET = "flood";
    private static final int SIDE = 32;
    private static final int SOURCES = 16;
    private static final int PARTITIONS = 4;
    private static final List<String> LABELS = List.of("even", "odd");
    private final LocalServers servers;
    private final int arrivals;

    /** @param count of answers on the topics @param seconds from the first of them to the last, by the broker's clock */
    record Answered(long count, double seconds) {
    }

    ArrivalFlood(LocalServers servers, int arrivals) {
        this.servers = servers;
        this.arrivals = arrivals;
    }

    void publish() throws Exception {
        Map<String, Object> connection = Map.of("bootstrap.servers", servers.bootstrapServers());
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(Stream.of(Topic.values()).flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterName()))
                    .map(name -> new NewTopic(name,
                            Optional.of(name.equals(Topic.IMAGES_ARRIVED.topicName()) ? PARTITIONS : 1), Optional.empty()))
                    .toList()).all().get();
        }
        MinioBucket bucket = new MinioBucket(MinioClient.builder().endpoint(servers.s3Endpoint())
                .credentials(servers.accessKey(), servers.secretKey()).httpClient(MinioBucket.httpClient()).build(), "thaw");
        bucket.create();
        DatasetDefinition definition = new DatasetDefinition(DATASET, 1, LABELS, new Manifest.ImageSize(SIDE, SIDE),
                DatasetDefinition.Resize.SQUASH, null, null, new BaseModel("none", "bases/none/none.h5", "0".repeat(64), null),
                null,
                null, null);
        String key = BucketLayout.datasetDefinition(DATASET, 1);
        bucket.put(key, EventCodec.json().writeValueAsBytes(definition), EventCodec.CONTENT_TYPE);
        try (EventWriter writer = new EventWriter(connection, "", "urn:thaw:benchmark")) {
            writer.write(new DatasetDeclared(DATASET, 1, key));
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < arrivals; i++) {
                writer.send(new ImageArrived(DATASET, "camera-" + i % SOURCES, Integer.toString(i), LABELS.get(i % 2), null,
                        picture(random), null));
            }
        }
    }

    /** Noise: no two alike, not even nearly. */
    private static String picture(SplittableRandom random) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, random.nextInt());
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }

    /** Returns when every arrival has its answer. */
    Answered await() throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> answers = List.of(new TopicPartition(Topic.IMAGES_INGESTED.topicName(), 0),
                    new TopicPartition(Topic.IMAGES_REJECTED.topicName(), 0));
            consumer.assign(answers);
            while (consumer.endOffsets(answers).values().stream().mapToLong(Long::longValue).sum() < arrivals) {
                Thread.sleep(500);
            }
            List<Long> times = new ArrayList<>(arrivals);
            while (times.size() < arrivals) {
                for (ConsumerRecord<byte[], byte[]> answer : consumer.poll(Duration.ofSeconds(1))) {
                    times.add(answer.timestamp());
                }
            }
            long first = times.stream().mapToLong(Long::longValue).min().orElseThrow();
            long last = times.stream().mapToLong(Long::longValue).max().orElseThrow();
            return new Answered(times.size(), (last - first) / 1e3);
        }
    }
}
