package dev.thaw.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.Defect;
import dev.thaw.contract.event.Topic;

class DeadLetterTest {

    @Test
    void aLetterIsTheRecordWithItsReasonAndPlace() {
        // given
        ConsumerRecord<byte[], byte[]> refused = refused(bytes("key"), bytes("hello"));
        refused.headers().add("ce_type", bytes("dev.thaw.nonsense.v1"));

        // when
        ProducerRecord<byte[], byte[]> sent = DeadLetterWriter.letter(refused, Defect.WRONG_TYPE, "no such type", 1000);

        // then
        assertThat(sent.topic()).isEqualTo("images.arrived.dlq");
        assertThat(sent.key()).isEqualTo(bytes("key"));
        assertThat(sent.value()).isEqualTo(bytes("hello"));
        DeadLetter letter = read(sent);
        assertThat(letter.id()).isEqualTo("images.arrived/3/17");
        assertThat(letter.reason()).isEqualTo("no such type");
        assertThat(letter.defect()).isEqualTo("wrong-type");
        assertThat(letter.type()).contains("dev.thaw.nonsense.v1");
        assertThat(letter.partition()).contains(3);
        assertThat(letter.offset()).contains(17L);
        assertThat(letter.bytes()).isEqualTo(5);
        assertThat(letter.cut()).isFalse();
        assertThat(letter.ownHeaders()).singleElement().satisfies(header -> assertThat(header.key()).isEqualTo("ce_type"));
    }

    @Test
    void ofALongRecordTheBeginningIsKeptAndItsPlace() {
        // given
        ConsumerRecord<byte[], byte[]> refused = refused(new byte[100_000], new byte[10_000_000]);
        refused.headers().add("x", new byte[1_000_000]);

        // when
        ProducerRecord<byte[], byte[]> sent = DeadLetterWriter.letter(refused, Defect.TOO_LARGE, "x".repeat(100_000),
                DeadLetterWriter.MOST_BYTES);

        // then
        long size = sent.value().length + sent.key().length;
        for (var header : sent.headers()) {
            size += header.key().length() + header.value().length;
        }
        assertThat(size).isLessThan(1_000_000);
        DeadLetter letter = read(sent);
        assertThat(letter.cut()).isTrue();
        assertThat(letter.bytes()).isEqualTo(10_000_000);
        assertThat(letter.id()).isEqualTo("images.arrived/3/17");
    }

    @Test
    void ofARecordThatNobodyHadTheMemoryForNothingIsHereToSendAgain() throws Exception {
        // given
        DeadLetter letter = read(DeadLetterWriter.letter(refused(null, null), Defect.TOO_LARGE, "larger than the memory", 1000));

        // when
        try (DeadLetterBox box = new DeadLetterBox(Map.of("bootstrap.servers", "127.0.0.1:1"), "")) {
            // then
            assertThatThrownBy(() -> box.retry(new DeadLetterBox.Entry(Topic.IMAGES_ARRIVED, letter, null)))
                    .isInstanceOf(IOException.class).hasMessageContaining("images.arrived/3/17")
                    .hasMessageContaining("send it anew, smaller");
        }
        assertThat(read(DeadLetterWriter.letter(refused(null, null), Defect.NOT_JSON, "a deletion", 1000)).unread()).isFalse();
    }

    @Test
    void aRecordThatCameBackSaysWhichLetterItWas() {
        // given
        ConsumerRecord<byte[], byte[]> refused = refused(bytes("key"), bytes("hello"));
        refused.headers().add(DeadLetter.RETRY_OF, bytes("images.arrived/0/2"));

        // when
        DeadLetter letter = read(DeadLetterWriter.letter(refused, Defect.NOT_JSON, "not JSON", 1000));

        // then
        assertThat(letter.retryOf()).contains("images.arrived/0/2");
        assertThat(letter.ownHeaders()).isEmpty();
    }

    @Test
    void aLetterOfAnotherProgramIsKnownByItsPlace() {
        ConsumerRecord<byte[], byte[]> foreign = new ConsumerRecord<>("images.arrived.dlq", 0, 5, null, null);

        DeadLetter letter = new DeadLetter(foreign);

        assertThat(letter.id()).isEqualTo("images.arrived.dlq/0/5");
        assertThat(letter.defect()).isEqualTo("unknown");
        assertThat(letter.bytes()).isZero();
        assertThat(letter.excerpt(10)).isEmpty();
    }

    @Test
    void headersThatLieAboutNumbersAreNotBelieved() {
        ConsumerRecord<byte[], byte[]> forged = new ConsumerRecord<>("images.arrived.dlq", 0, 5, null,
                bytes("\u00e4\u00e4\u00e4"));
        forged.headers().add("dead-letter-offset", bytes("-1")).add("dead-letter-partition", bytes("9".repeat(50)))
                .add("dead-letter-cut-from", bytes("many"));

        DeadLetter letter = new DeadLetter(forged);

        assertThat(letter.offset()).isEmpty();
        assertThat(letter.partition()).isEmpty();
        assertThat(letter.bytes()).isEqualTo(6);
        assertThat(letter.excerpt(2)).isEqualTo("\u00e4\u00e4");
    }

    private static DeadLetter read(ProducerRecord<byte[], byte[]> sent) {
        return new DeadLetter(new ConsumerRecord<>(sent.topic(), 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, sent.key(),
                sent.value(), sent.headers(), Optional.empty()));
    }

    private static ConsumerRecord<byte[], byte[]> refused(byte[] key, byte[] value) {
        return new ConsumerRecord<>("images.arrived", 3, 17, 0, TimestampType.CREATE_TIME, 0, 0, key, value, new RecordHeaders(),
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
