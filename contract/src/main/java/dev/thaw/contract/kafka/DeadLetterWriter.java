package dev.thaw.contract.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.thaw.contract.event.Defect;
import dev.thaw.contract.event.Topic;

/**
 * Puts records that cannot be read or handled on the dead-letter topic of the topic they came from: as they are, except that a
 * value too long for any broker's default limit of one megabyte is cut. The place it came from is always kept.
 */
public final class DeadLetterWriter implements AutoCloseable {
    /** Bytes of a value that are kept; of a key, and of all headers together, an eighth of it. */
    public static final int MOST_BYTES = 512 * 1024;
    private static final int FEW_BYTES = 4 * 1024;
    private static final int LONGEST_REASON = 2000;

    private final KafkaProducer<byte[], byte[]> producer;

    /** @param connection Kafka client properties, at least {@code bootstrap.servers} */
    public DeadLetterWriter(Map<String, Object> connection) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("buffer.memory", 4 << 20);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Returns when the broker has the letter.
     *
     * @param reason for people, one sentence
     */
    public void write(ConsumerRecord<byte[], byte[]> refused, Defect defect, String reason)
            throws IOException, InterruptedException {
        try {
            producer.send(letter(refused, defect, reason, MOST_BYTES)).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                writeLittle(refused, defect, reason);
                return;
            }
            throw failure(refused, e);
        }
    }

    /** For a broker whose limit is far below the default. */
    private void writeLittle(ConsumerRecord<byte[], byte[]> refused, Defect defect, String reason)
            throws IOException, InterruptedException {
        try {
            producer.send(letter(refused, defect, reason, FEW_BYTES)).get();
        } catch (ExecutionException e) {
            throw failure(refused, e);
        }
    }

    private static IOException failure(ConsumerRecord<byte[], byte[]> refused, ExecutionException e) {
        return new IOException("the broker did not take the dead letter "
                + DeadLetter.id(refused.topic(), refused.partition(), refused.offset()) + ": " + e.getCause().getMessage(),
                e.getCause());
    }

    static ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> refused, Defect defect, String reason,
            int mostBytes) {
        byte[] value = refused.value();
        byte[] key = refused.key();
        List<Header> headers = DeadLetter.ownHeaders(refused);
        boolean headersFit = headers.stream()
                .mapToLong(header -> header.key().length() + (header.value() == null ? 0 : header.value().length))
                .sum() <= mostBytes / 8;
        boolean keyFits = key == null || key.length <= mostBytes / 8;
        boolean valueFits = value == null || value.length <= mostBytes;
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(refused.topic() + Topic.DEAD_LETTERS,
                keyFits ? key : Arrays.copyOf(key, mostBytes / 8), valueFits ? value : Arrays.copyOf(value, mostBytes));
        if (headersFit) {
            headers.forEach(letter.headers()::add);
        }
        if (!headersFit || !keyFits || !valueFits) {
            add(letter, DeadLetter.CUT_FROM, Integer.toString(value == null ? 0 : value.length));
        }
        add(letter, DeadLetter.ID, DeadLetter.id(refused.topic(), refused.partition(), refused.offset()));
        add(letter, DeadLetter.DEFECT, defect.code());
        add(letter, DeadLetter.REASON, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
        add(letter, DeadLetter.TOPIC, refused.topic());
        add(letter, DeadLetter.PARTITION, Integer.toString(refused.partition()));
        add(letter, DeadLetter.OFFSET, Long.toString(refused.offset()));
        Header retryOf = refused.headers().lastHeader(DeadLetter.RETRY_OF);
        if (retryOf != null && retryOf.value() != null && retryOf.value().length <= LONGEST_REASON) {
            letter.headers().add(DeadLetter.CAME_BACK, retryOf.value());
        }
        return letter;
    }

    private static void add(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
