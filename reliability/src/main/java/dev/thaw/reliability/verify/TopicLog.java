package dev.thaw.reliability.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Every event that is on the broker now, topic by topic, in the order of each partition. */
final class TopicLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEAD_LETTERS = ".dlq";
    private final List<TopicRecord> records;
    private final List<String> deadLetters = new ArrayList<>();

    /** @param records in the order of their partitions */
    TopicLog(List<TopicRecord> records) {
        this.records = new ArrayList<>(records);
    }

    static TopicLog read(String bootstrapServers) throws IOException {
        TopicLog log = new TopicLog(List.of());
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream().flatMap(List::stream)
                    .filter(partition -> !partition.topic().startsWith("__"))
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(Duration.ofMillis(200))) {
                    log.add(consumed);
                }
            }
        }
        return log;
    }

    private void add(ConsumerRecord<byte[], byte[]> consumed) throws IOException {
        if (consumed.topic().endsWith(DEAD_LETTERS)) {
            deadLetters.add(consumed.topic() + ", offset " + consumed.offset() + ": " + header(consumed, "dead-letter-reason"));
            return;
        }
        String type = header(consumed, "ce_type");
        if (type == null) {
            return;
        }
        records.add(new TopicRecord(consumed.topic(), consumed.offset(), header(consumed, "ce_id"),
                type.replaceFirst("^dev\\.thaw\\.", "").replaceFirst("\\.v[0-9]+$", ""), JSON.readTree(consumed.value())));
    }

    private static String header(ConsumerRecord<byte[], byte[]> consumed, String name) {
        Header header = consumed.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    List<TopicRecord> all() {
        return records;
    }

    /** The events of a type, as they came. */
    List<TopicRecord> of(String type) {
        return records.stream().filter(record -> record.type().equals(type)).toList();
    }

    Stream<TopicRecord> ofRun(String type, String run) {
        return of(type).stream().filter(record -> run.equals(record.text("run")));
    }

    /** What was put aside, with where and why. */
    List<String> deadLetters() {
        return deadLetters;
    }
}
