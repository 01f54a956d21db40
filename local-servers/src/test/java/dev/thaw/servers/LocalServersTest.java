package dev.thaw.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;

class LocalServersTest {
    private static final String TOPIC = "greetings";

    @TempDir
    Path directory;

    @Test
    void messagesAndObjectsOutliveARestartOnTheSamePorts() throws Exception {
        // given
        String bootstrapServers;
        String endpoint;
        try (LocalServers servers = LocalServers.start(directory)) {
            bootstrapServers = servers.bootstrapServers();
            endpoint = servers.s3Endpoint();
            send(servers, "one");
            client(servers).makeBucket(MakeBucketArgs.builder().bucket("box").build());
            put(servers, "a/b.txt", "object");
        }

        // when
        try (LocalServers servers = LocalServers.start(directory)) {
            send(servers, "two");

            // then
            assertThat(servers.bootstrapServers()).isEqualTo(bootstrapServers).startsWith("127.0.0.1:");
            assertThat(servers.s3Endpoint()).isEqualTo(endpoint).startsWith("http://127.0.0.1:");
            assertThat(received(servers, 2)).containsExactly("one", "two");
            assertThat(get(servers, "a/b.txt")).isEqualTo("object");
        }
    }

    @Test
    void acknowledgedMessagesAndObjectsOutliveAKill() throws Exception {
        // given
        try (LocalServers servers = LocalServers.start(directory)) {
            send(servers, IntStream.range(0, 200).mapToObj(i -> "message " + i).toArray(String[]::new));
            client(servers).makeBucket(MakeBucketArgs.builder().bucket("box").build());
            put(servers, "c.txt", "kept");
            servers.kafkaProcess().kill();
            servers.s3Process().kill();
        }

        // when
        try (LocalServers servers = LocalServers.start(directory)) {

            // then
            assertThat(received(servers, 200)).hasSize(200).startsWith("message 0").endsWith("message 199");
            assertThat(get(servers, "c.txt")).isEqualTo("kept");
        }
    }

    @Test
    void theS3ServerRefusesAWrongKeyAndASecondCreationOfTheSameObject() throws Exception {
        try (LocalServers servers = LocalServers.start(directory)) {
            // given
            MinioClient stranger = MinioClient.builder().endpoint(servers.s3Endpoint()).credentials("thaw", "wrong").build();
            client(servers).makeBucket(MakeBucketArgs.builder().bucket("box").build());
            put(servers, "claim", "first");

            // then
            assertThatThrownBy(stranger::listBuckets).isInstanceOf(ErrorResponseException.class);
            assertThatThrownBy(() -> put(servers, "claim", "second")).isInstanceOfSatisfying(ErrorResponseException.class,
                    e -> assertThat(e.response().code()).isEqualTo(412));
            assertThat(get(servers, "claim")).isEqualTo("first");
        }
    }

    @Test
    void theServersLogNextToNothingWhenNothingIsWrong() throws Exception {
        // when
        LocalServers.start(directory).close();

        // then
        // a controller complains of a machine that keeps it waiting for seconds, as an error
        assertThat(Files.readAllLines(directory.resolve("logs/kafka.log"))).contains("READY").hasSizeLessThan(20)
                .noneMatch(line -> line.contains(" INFO ") || line.contains(" ERROR ") && !line.contains("Exceptionally slow"));
        assertThat(Files.readString(directory.resolve("logs/s3.log"))).isEmpty();
    }

    private static void send(LocalServers servers, String... messages) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers(), "acks", "all"), new StringSerializer(),
                new StringSerializer())) {
            for (String message : messages) {
                producer.send(new ProducerRecord<>(TOPIC, message)).get();
            }
        }
    }

    private static List<String> received(LocalServers servers, int expected) {
        List<String> messages = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers()), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
            while (messages.size() < expected && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(consumed -> messages.add(consumed.value()));
            }
        }
        return messages;
    }

    private static MinioClient client(LocalServers servers) {
        return MinioClient.builder().endpoint(servers.s3Endpoint())
                .credentials(servers.accessKey(), servers.secretKey()).build();
    }

    private static void put(LocalServers servers, String key, String content) throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        client(servers).putObject(PutObjectArgs.builder().bucket("box").object(key)
                .extraHeaders(Map.of("If-None-Match", "*")).stream(new ByteArrayInputStream(bytes), bytes.length, -1).build());
    }

    private static String get(LocalServers servers, String key) throws Exception {
        try (var object = client(servers).getObject(GetObjectArgs.builder().bucket("box").object(key).build())) {
            return new String(object.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
