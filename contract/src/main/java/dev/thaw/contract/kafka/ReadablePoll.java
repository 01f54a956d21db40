package dev.thaw.contract.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls a consumer, and goes past a record that is larger than the memory once Kafka's client has unpacked it: a few bytes are enough
 * for that in a compressed batch, no limit of a broker forbids it, and the client would try it again for ever.
 */
public final class ReadablePoll {
    private static final Pattern STUCK = Pattern.compile("fetching the next record from (.+)-(\\d+)\\. ");

    private ReadablePoll() {
    }

    /** Hears of what was passed over. */
    @FunctionalInterface
    public interface Skipped {
        void skipped(TopicPartition partition, long offset);
    }

    /** What {@link Consumer#poll} gives; nothing where it met such a record. */
    public static ConsumerRecords<byte[], byte[]> next(Consumer<byte[], byte[]> consumer, Duration timeout, Skipped skipped) {
        try {
            return consumer.poll(timeout);
        } catch (OutOfMemoryError e) {
            // the next poll says which record it was
            return ConsumerRecords.empty();
        } catch (KafkaException e) {
            TopicPartition partition = tooLarge(e).orElseThrow(() -> e);
            long offset = consumer.position(partition);
            consumer.seek(partition, offset + 1);
            skipped.skipped(partition, offset);
            return ConsumerRecords.empty();
        }
    }

    /** Where the record is that a poll before had no memory for; empty if it is something else, such as a damaged batch. */
    private static Optional<TopicPartition> tooLarge(KafkaException e) {
        Matcher stuck = STUCK.matcher(String.valueOf(e.getMessage()));
        return e.getCause() == null && stuck.find()
                ? Optional.of(new TopicPartition(stuck.group(1), Integer.parseInt(stuck.group(2))))
                : Optional.empty();
    }
}
