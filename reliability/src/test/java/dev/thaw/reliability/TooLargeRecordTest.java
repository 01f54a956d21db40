package dev.thaw.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.DeadLetter;
import dev.thaw.contract.kafka.DeadLetterBox;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.dataset.ImageFolder;
import dev.thaw.platform.demo.SampleImages;

/** A record that was small on its way and is larger than the memory of who reads it. */
class TooLargeRecordTest {
    private static final Path ROOT = Path.of(System.getProperty("thaw.root"));
    private static final String DATASET = "steel";
    private static final int PER_LABEL = 2;
    /** Of ingest: what it needs itself, and not what the record needs. */
    private static final String MEMORY = "-Xmx160m";
    private static final int UNPACKED = 150 << 20;
    @TempDir
    Path directory;

    @Test
    void itGoesToTheDeadLettersAndWhatCameBehindItIsIngested() throws Exception {
        // given
        SampleImages.render(directory.resolve("images"), PER_LABEL);
        Path base = directory.resolve("textures.keras");
        try (InputStream content = SampleImages.class.getResourceAsStream("/demo/textures.keras")) {
            Files.copy(content, base);
        }
        Fleet fleet = Fleet.start(ROOT, directory.resolve("work"));
        try (PlatformConnection platform = new PlatformConnection(fleet.address())) {
            FleetMember ingest = fleet.add("ingest", "ingest", fleet.address(), Map.of("_JAVA_OPTIONS", MEMORY));
            ingest.start();
            ingest.awaitReady();
            Feed feed = new Feed(platform, DATASET);
            feed.declare(base, null);

            // when: the same key, so the same partition
            RecordMetadata sent = send(fleet.address().bootstrapServers(), Topic.IMAGES_ARRIVED.topicName());
            feed.send(ImageFolder.read(directory.resolve("images"), false));

            // then
            assertThat(ingest.alive()).isTrue();
            assertThat(letters(platform)).singleElement().satisfies(letter -> {
                assertThat(letter.id()).isEqualTo(DeadLetter.id(sent.topic(), sent.partition(), sent.offset()));
                assertThat(letter.unread()).isTrue();
            });
        } finally {
            fleet.close();
        }
    }

    private static List<DeadLetter> letters(PlatformConnection platform) throws Exception {
        List<DeadLetter> letters = new ArrayList<>();
        try (DeadLetterBox box = platform.deadLetters()) {
            box.each(List.of(Topic.IMAGES_ARRIVED), entry -> letters.add(entry.letter()));
        }
        return letters;
    }

    private static RecordMetadata send(String bootstrapServers, String topic) throws Exception {
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip", ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE,
                ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * UNPACKED);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings, new StringSerializer(),
                new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, DATASET, new byte[UNPACKED])).get(2, TimeUnit.MINUTES);
        }
    }
}
