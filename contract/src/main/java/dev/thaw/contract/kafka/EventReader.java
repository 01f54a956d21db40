package dev.thaw.contract.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.InvalidEventException;
import dev.thaw.contract.event.Topic;

/**
 * Reads topics from the beginning, without a consumer group: who reads all of a topic arrives at the same state as
 * everyone else who did. What is not an event of the contract is skipped; the consumers that act on a topic send such
 * records to the dead-letter topic.
 */
public final class EventReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Topic> topics = new HashMap<>();

    /**
     * @param connection Kafka client properties, at least {@code bootstrap.servers}
     * @param prefix put before every topic's name
     */
    public EventReader(Map<String, Object> connection, String prefix, Collection<Topic> wanted) {
        this(connection, prefix, wanted, Instant.EPOCH);
    }

    /** @param since records whose time stamp is earlier are skipped at the beginning of a topic, unless it is compacted: its records are the present state */
    public EventReader(Map<String, Object> connection, String prefix, Collection<Topic> wanted, Instant since) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("allow.auto.create.topics", false);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (Topic topic : wanted) {
            List<PartitionInfo> partitions = consumer.partitionsFor(prefix + topic.topicName(), Duration.ofSeconds(30));
            if (partitions == null || partitions.isEmpty()) {
                consumer.close();
                // it may be only that the broker has just come up
                throw new UnknownTopicOrPartitionException("the topic " + prefix + topic.topicName() + " does not exist");
            }
            partitions.forEach(partition -> topics.put(new TopicPartition(partition.topic(), partition.partition()), topic));
        }
        consumer.assign(topics.keySet());
        consumer.seekToBeginning(topics.keySet());
        if (since.isAfter(Instant.EPOCH)) {
            skipTo(since.toEpochMilli());
        }
    }

    private void skipTo(long timestamp) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        topics.forEach((partition, topic) -> {
            if (!topic.compacted()) {
                wanted.put(partition, timestamp);
            }
        });
        Map<TopicPartition, Long> ends = consumer.endOffsets(wanted.keySet());
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
        // where no record is as young as that, only what comes from now on is
        ends.forEach((partition, end) -> consumer.seek(partition,
                found.get(partition) == null ? end : found.get(partition).offset()));
    }

    /** Hands over every event that is there now, in the order of each partition, and returns when the present end is reached. */
    public void readToEnd(Consumer<Received> handler) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(topics.keySet());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(Duration.ofMillis(200)).forEach(handler);
        }
    }

    /** The events that have come since the last call; waits for the first of them at most that long. */
    public List<Received> poll(Duration timeout) {
        List<Received> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> consumed : ReadablePoll.next(consumer, timeout, EventReader::passedOver)) {
            Topic topic = topics.get(new TopicPartition(consumed.topic(), consumed.partition()));
            try {
                events.add(new Received(topic, consumed.partition(), consumed.offset(), consumed.timestamp(),
                        EventCodec.read(topic, ConsumedRecord.incoming(consumed))));
            } catch (InvalidEventException e) {
                // not an event: nothing to hand over
                continue;
            }
        }
        return events;
    }

    private static void passedOver(TopicPartition partition, long offset) {
        // as what is no event
    }

    @Override
    public void close() {
        consumer.close();
    }
}
