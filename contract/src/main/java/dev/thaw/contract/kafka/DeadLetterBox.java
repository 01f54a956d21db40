package dev.thaw.contract.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.thaw.contract.event.Topic;

/**
 * The dead letters of an installation: lists them, and sends them to their topics again. What was sent again is marked on the
 * dead-letter topic itself, so that everybody sees it.
 */
public final class DeadLetterBox {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROOM_AROUND_VALUE = 1 << 20;

    private final Map<String, Object> connection;
    private final String prefix;

    /**
     * @param connection Kafka client properties, at least {@code bootstrap.servers}
     * @param prefix put before every topic's name
     */
    public DeadLetterBox(Map<String, Object> connection, String prefix) {
        this.connection = new HashMap<>(connection);
        this.connection.put("enable.auto.commit", false);
        this.connection.put("auto.offset.reset", "earliest");
        this.connection.put("allow.auto.create.topics", false);
        this.prefix = prefix;
    }

    /** A letter, and when it was last sent to its topic again, or null. */
    public record Entry(Topic topic, DeadLetter letter, Instant retried) {
    }

    /** Those of some topics that are there now, in the order in which they came. A letter that was written twice is there once. */
    public List<Entry> read(Collection<Topic> topics) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            for (Topic topic : topics) {
                read(consumer, topic, entries);
            }
        }
        return entries.values().stream().sorted(java.util.Comparator.comparing(entry -> entry.letter().at())).toList();
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, Topic topic, Map<String, Entry> entries) {
        List<PartitionInfo> found = consumer.partitionsFor(prefix + topic.deadLetterName(), PATIENCE);
        if (found == null || found.isEmpty()) {
            return;
        }
        List<TopicPartition> partitions = found.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<String, Instant> retried = new HashMap<>();
        Map<String, Entry> letters = new LinkedHashMap<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(POLL)) {
                DeadLetter letter = new DeadLetter(consumed);
                if (letter.mark()) {
                    retried.put(letter.id(), letter.at());
                } else {
                    letters.putIfAbsent(letter.id(), new Entry(topic, letter, null));
                }
            }
        }
        letters.forEach((id, entry) -> entries.put(id, new Entry(topic, entry.letter(), retried.get(id))));
    }

    /**
     * Sends the record of a letter to its topic again, under its own key, and marks the letter.
     *
     * @throws IOException if the record was cut and is no longer on its topic, or the broker does not take it
     */
    public void retry(Entry entry) throws IOException, InterruptedException {
        DeadLetter letter = entry.letter();
        ProducerRecord<byte[], byte[]> again = letter.cut()
                ? original(entry)
                : record(entry, letter.key(), letter.value(),
                        letter.ownHeaders());
        again.headers().add(DeadLetter.RETRY_OF, letter.id().getBytes(StandardCharsets.UTF_8));
        ProducerRecord<byte[], byte[]> mark = new ProducerRecord<>(letter.deadLetterTopic(), letter.key(), null);
        mark.headers().add(DeadLetter.ID, letter.id().getBytes(StandardCharsets.UTF_8));
        mark.headers().add(DeadLetter.RETRIED, new byte[]{'1'});
        Map<String, Object> config = new HashMap<>(connection);
        config.keySet().removeAll(Set.of("enable.auto.commit", "auto.offset.reset", "allow.auto.create.topics"));
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("max.request.size", (again.value() == null ? 0 : again.value().length) + ROOM_AROUND_VALUE);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(again).get();
            producer.send(mark).get();
        } catch (ExecutionException e) {
            throw new IOException("the broker did not take " + letter.id() + " again: " + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    private ProducerRecord<byte[], byte[]> original(Entry entry) throws IOException {
        DeadLetter letter = entry.letter();
        Optional<Integer> partition = letter.partition();
        Optional<Long> offset = letter.offset();
        if (partition.isPresent() && offset.isPresent()) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                TopicPartition place = new TopicPartition(prefix + entry.topic().topicName(), partition.get());
                consumer.assign(List.of(place));
                if (consumer.beginningOffsets(List.of(place)).get(place) <= offset.get()
                        && offset.get() < consumer.endOffsets(List.of(place)).get(place)) {
                    consumer.seek(place, offset.get());
                    for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(PATIENCE)) {
                        if (consumed.offset() == offset.get()) {
                            return record(entry, consumed.key(), consumed.value(), DeadLetter.ownHeaders(consumed));
                        }
                        break;
                    }
                }
            }
        }
        throw new IOException("the record " + letter.id() + " had " + letter.bytes()
                + " bytes, of which only the beginning was kept, and it is no longer on its topic: send it anew");
    }

    private ProducerRecord<byte[], byte[]> record(Entry entry, byte[] key, byte[] value, List<Header> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(prefix + entry.topic().topicName(), key, value);
        headers.forEach(record.headers()::add);
        return record;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(new HashMap<>(connection), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
