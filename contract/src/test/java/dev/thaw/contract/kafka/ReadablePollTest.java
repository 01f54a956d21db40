package dev.thaw.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadablePollTest {
    private static final TopicPartition PARTITION = new TopicPartition("images.arrived", 3);
    private static final String SEEK_PAST = "Received exception when fetching the next record from images.arrived-3. "
            + "If needed, please seek past the record to continue consumption.";
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<String> skipped = new ArrayList<>();

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void whatTheClientHasNoMemoryForIsPassedOverAndTheNextIsRead() {
        // given
        consumer.schedulePollTask(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        consumer.schedulePollTask(() -> {
            throw new KafkaException(SEEK_PAST);
        });

        // when
        poll();
        poll();

        // then
        assertThat(skipped).containsExactly("images.arrived-3@0");
        assertThat(consumer.position(PARTITION)).isEqualTo(1);

        // and
        consumer.addRecord(new ConsumerRecord<>("images.arrived", 3, 1, null, new byte[]{1}));
        assertThat(poll()).singleElement().satisfies(record -> assertThat(record.offset()).isEqualTo(1));
    }

    @Test
    void aDamagedBatchIsNotPassedOver() {
        consumer.schedulePollTask(() -> {
            throw new KafkaException(SEEK_PAST, new KafkaException("the checksum is wrong"));
        });

        assertThatThrownBy(this::poll).isInstanceOf(KafkaException.class);
        assertThat(skipped).isEmpty();
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        return ReadablePoll.next(consumer, Duration.ZERO, (partition, offset) -> skipped.add(partition + "@" + offset));
    }
}
