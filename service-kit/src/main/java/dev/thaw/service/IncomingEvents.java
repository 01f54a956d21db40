package dev.thaw.service;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.InvalidEventException;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.ConsumedRecord;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/** Reads the events of incoming channels, which hand over a record's bytes as they are. */
public final class IncomingEvents {

    private IncomingEvents() {
    }

    /**
     * The event of a record.
     *
     * @throws InvalidEventException if the record is no event of that topic: it belongs to the {@link DeadLetters}
     */
    public static Event read(Topic topic, Message<byte[]> message) throws InvalidEventException {
        return EventCodec.read(topic, ConsumedRecord.incoming(record(message)));
    }

    /** Where a message's record is. */
    public static Origin origin(Message<byte[]> message) {
        ConsumerRecord<byte[], byte[]> record = record(message);
        return new Origin(record.topic(), record.partition(), record.offset());
    }

    /** The record that a message was made of. */
    @SuppressWarnings("unchecked")
    static ConsumerRecord<byte[], byte[]> record(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<byte[], byte[]> metadata = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow(() -> new IllegalStateException("a message that did not come from Kafka"));
        return metadata.getRecord();
    }
}
