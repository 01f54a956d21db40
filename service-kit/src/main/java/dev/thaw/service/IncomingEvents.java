package dev.thaw.service;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.InvalidEventException;
import dev.thaw.contract.event.Topic;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/** Reads the events of incoming channels, which hand over a record's bytes as they are. */
public final class IncomingEvents {

    private IncomingEvents() {
    }

    /**
     * The event of a record.
     *
     * @throws InvalidEventException if the record is no event of that topic; negative acknowledgement with this exception
     *         sends it to the dead-letter topic, with the exception's message as the reason
     */
    public static Event read(Topic topic, Message<byte[]> message) throws InvalidEventException {
        Map<String, byte[]> headers = new HashMap<>();
        message.getMetadata(IncomingKafkaRecordMetadata.class).ifPresent(record -> {
            for (Header header : record.getHeaders()) {
                headers.put(header.key(), header.value());
            }
        });
        return EventCodec.read(topic, headers, message.getPayload());
    }
}
