package dev.thaw.contract.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
 * dead-letter topic itself, so that everybody sees it. However many there are and however long they are, one batch of the broker's
 * is in memory at a time, and of the others their ids.
 */
public final class DeadLetterBox implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What a record may have at most to be sent again; the broker's own limit is far lower. */
    private static final int LARGEST = 128 << 20;

    private final Map<String, Object> connection;
    private final String prefix;
    private KafkaProducer<byte[], byte[]> producer;

    /**
     * @param connection Kafka client properties, at least {@code bootstrap.servers}
     * @param prefix put before every topic's name
     */
    public DeadLetterBox(Map<String, Object> connection, String prefix) {
        this.connection = Map.copyOf(connection);
        this.prefix = prefix;
    }

    /** A letter, and when it was last sent to its topic again, or null. */
    public record Entry(Topic topic, DeadLetter letter, Instant retried) {
    }

    /** Takes one letter at a time. */
    @FunctionalInterface
    public interface Taker {
        void take(Entry entry) throws IOException, InterruptedException;
    }

    /**
     * Hands over the letters of some topics that are there now, topic by topic, each partition in the order in which they came. A
     * letter that was written twice is handed over once; one that comes meanwhile, because it was sent again, is not.
     */
    public void each(Collection<Topic> topics, Taker taker) throws IOException, InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            for (Topic topic : topics) {
                List<TopicPartition> partitions = partitions(consumer, topic);
                consumer.assign(partitions);
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                Map<String, Instant> retried = new HashMap<>();
                read(consumer, ends, letter -> {
                    if (letter.mark()) {
                        retried.put(letter.id(), letter.at());
                    }
                });
                Set<String> seen = new HashSet<>();
                read(consumer, ends, letter -> {
                    if (!letter.mark() && seen.add(letter.id())) {
                        taker.take(new Entry(topic, letter, retried.get(letter.id())));
                    }
                });
            }
        }
    }

    private interface LetterWork {
        void run(DeadLetter letter) throws IOException, InterruptedException;
    }

    private static void read(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, LetterWork work)
            throws IOException, InterruptedException {
        consumer.seekToBeginning(ends.keySet());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> consumed : ReadablePoll.next(consumer, POLL, (partition, offset) -> {
                // nothing that a service wrote
            })) {
                if (consumed.offset() < ends.get(new TopicPartition(consumed.topic(), consumed.partition()))) {
                    work.run(new DeadLetter(consumed));
                }
            }
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
        List<PartitionInfo> found = consumer.partitionsFor(prefix + topic.deadLetterName(), PATIENCE);
        return found == null
                ? List.of()
                : found.stream().map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
    }

    /**
     * Sends the record of a letter to its topic again, under its own key, and marks the letter.
     *
     * @throws IOException if the record was cut and is no longer on its topic, if nobody could ever read it, or if the broker does
     *         not take it
     */
    public void retry(Entry entry) throws IOException, InterruptedException {
        DeadLetter letter = entry.letter();
        if (letter.unread()) {
            throw new IOException("the record " + letter.id()
                    + " was larger, once it was unpacked, than a service's memory, and nothing of it was kept: send it anew, smaller");
        }
        ProducerRecord<byte[], byte[]> again = letter.cut()
                ? original(entry)
                : record(entry, letter.key(), letter.value(), letter.ownHeaders());
        again.headers().add(DeadLetter.RETRY_OF, letter.id().getBytes(StandardCharsets.UTF_8));
        ProducerRecord<byte[], byte[]> mark = new ProducerRecord<>(letter.deadLetterTopic(), letter.key(), null);
        mark.headers().add(DeadLetter.ID, letter.id().getBytes(StandardCharsets.UTF_8));
        mark.headers().add(DeadLetter.RETRIED, new byte[]{'1'});
        try {
            producer().send(again).get();
            producer().send(mark).get();
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
        Map<String, Object> config = new HashMap<>(connection);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("allow.auto.create.topics", false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> config = new HashMap<>(connection);
            config.put("acks", "all");
            config.put("enable.idempotence", true);
            config.put("max.request.size", LARGEST);
            config.put("buffer.memory", 2L * LARGEST);
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
