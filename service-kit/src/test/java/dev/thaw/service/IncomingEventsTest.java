package dev.thaw.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.InvalidEventException;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingAsked;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

class IncomingEventsTest {
    private static final TrainingAsked ASKED = new TrainingAsked("cats", "run-1", "a person asked");

    @Test
    void readsAnEventFromHeadersAndBytes() throws InvalidEventException {
        Message<byte[]> message = message(EventCodec.data(ASKED), true);

        Event read = IncomingEvents.read(Topic.TRAINING_REQUESTS, message);

        assertThat(read).isEqualTo(ASKED);
    }

    @Test
    void refusesARecordWithoutTheHeadersOfACloudEvent() {
        Message<byte[]> message = message(EventCodec.data(ASKED), false);

        assertThatThrownBy(() -> IncomingEvents.read(Topic.TRAINING_REQUESTS, message))
                .isInstanceOf(InvalidEventException.class).hasMessageContaining("ce_type");
    }

    @Test
    void refusesARecordWithoutData() {
        Message<byte[]> message = message(null, true);

        assertThatThrownBy(() -> IncomingEvents.read(Topic.TRAINING_REQUESTS, message))
                .isInstanceOf(InvalidEventException.class).hasMessageContaining("no data");
    }

    @Test
    void refusesAnEventOfAnotherTopic() {
        Message<byte[]> message = message(EventCodec.data(ASKED), true);

        assertThatThrownBy(() -> IncomingEvents.read(Topic.RUNS, message))
                .isInstanceOf(InvalidEventException.class).hasMessageContaining("does not belong on topic runs");
    }

    private static Message<byte[]> message(byte[] data, boolean withHeaders) {
        ConsumerRecord<byte[], byte[]> consumed = new ConsumerRecord<>("training.requests", 0, 7,
                "cats".getBytes(StandardCharsets.UTF_8), data);
        if (withHeaders) {
            EventCodec.headers(ASKED, "urn:thaw:test")
                    .forEach((name, value) -> consumed.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        }
        IncomingKafkaRecordMetadata<byte[], byte[]> metadata = new IncomingKafkaRecordMetadata<>(consumed, "requests");
        return Message.of(data).addMetadata(metadata);
    }
}
