package dev.thaw.contract.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import dev.thaw.contract.event.Defect;

/**
 * A record that could not be read or handled, as it lies on the dead-letter topic of the topic it came from: the record as it
 * was, and in headers why and where from. Whatever a header says is somebody else's text.
 */
public final class DeadLetter {
    /** Before the name of every header that the record did not have on its own topic. */
    static final String PREFIX = "dead-letter-";
    static final String ID = PREFIX + "id";
    static final String REASON = PREFIX + "reason";
    static final String DEFECT = PREFIX + "defect";
    static final String TOPIC = PREFIX + "topic";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    /** Only where the value was too long for a dead letter: how many bytes it had. */
    static final String CUT_FROM = PREFIX + "cut-from";
    /** On a mark: the letter of that id was sent to its topic again. */
    static final String RETRIED = PREFIX + "retried";
    /** On a record that was sent to its topic again: the id of the dead letter that it was. */
    public static final String RETRY_OF = "thaw-retry-of";
    /** The same on the letter of a record that came back. */
    static final String CAME_BACK = PREFIX + "retry-of";

    private final ConsumerRecord<byte[], byte[]> consumed;

    DeadLetter(ConsumerRecord<byte[], byte[]> consumed) {
        this.consumed = consumed;
    }

    /** {@code <topic>/<partition>/<offset>} of the record where it came from. */
    public static String id(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }

    /** Unique; the place the record came from. A letter that does not say it is known by its own place. */
    public String id() {
        return header(ID).orElseGet(() -> header(TOPIC).isPresent() && header(PARTITION).isPresent() && header(OFFSET).isPresent()
                ? header(TOPIC).get() + "/" + header(PARTITION).get() + "/" + header(OFFSET).get()
                : id(consumed.topic(), consumed.partition(), consumed.offset()));
    }

    /** Why, in one sentence for people. */
    public String reason() {
        return header(REASON).orElse("no reason is given");
    }

    /** Why, for machines: a {@link dev.thaw.contract.event.Defect#code()}, or "unknown". */
    public String defect() {
        return header(DEFECT).orElse("unknown");
    }

    /** The topic it lies on. */
    public String deadLetterTopic() {
        return consumed.topic();
    }

    /** When it was put there. */
    public Instant at() {
        return Instant.ofEpochMilli(consumed.timestamp());
    }

    /** The partition of the record on the topic it came from, where that is said. */
    public Optional<Integer> partition() {
        return header(PARTITION).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::valueOf);
    }

    /** The offset of the record on the topic it came from, where that is said. */
    public Optional<Long> offset() {
        return header(OFFSET).filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
    }

    /** Bytes of the record's value where it came from; 0 if it had none. */
    public long bytes() {
        return header(CUT_FROM).filter(text -> text.matches("[0-9]{1,12}")).map(Long::valueOf)
                .orElseGet(() -> consumed.value() == null ? 0L : consumed.value().length);
    }

    /** True if the record was too long to be kept whole. */
    public boolean cut() {
        return header(CUT_FROM).isPresent();
    }

    /** True if nobody had the memory to read the record, so that nothing of it is here. */
    public boolean unread() {
        return consumed.value() == null && !cut() && defect().equals(Defect.TOO_LARGE.code());
    }

    /** The id of the letter that this record was before it was sent to its topic again, if it was. */
    public Optional<String> retryOf() {
        return header(CAME_BACK);
    }

    /** The record's type, where it says one. */
    public Optional<String> type() {
        return header("ce_type");
    }

    /** The beginning of the record's value as text; what is not UTF-8 is replaced. */
    public String excerpt(int characters) {
        byte[] value = consumed.value();
        if (value == null) {
            return "";
        }
        String text = new String(value, 0, (int) Math.min(value.length, 4L * characters), StandardCharsets.UTF_8);
        return text.substring(0, Math.min(characters, text.length()));
    }

    /** True if this only says that a letter was sent to its topic again. */
    boolean mark() {
        return consumed.headers().lastHeader(RETRIED) != null;
    }

    byte[] key() {
        return consumed.key();
    }

    byte[] value() {
        return consumed.value();
    }

    /** The headers that the record had on its own topic. */
    List<Header> ownHeaders() {
        return ownHeaders(consumed);
    }

    static List<Header> ownHeaders(ConsumerRecord<?, ?> consumed) {
        return StreamSupport.stream(consumed.headers().spliterator(), false)
                .filter(header -> !header.key().startsWith(PREFIX) && !header.key().equals(RETRY_OF)).toList();
    }

    private Optional<String> header(String name) {
        Header header = consumed.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
