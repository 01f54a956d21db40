package dev.thaw.contract.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Topic;

/** Writes events to their topics, acknowledged by all replicas. */
public final class EventWriter implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final String prefix;
    private final String source;

    /** @param source a URI that names the writer, such as {@code urn:thaw:cli} */
    public EventWriter(Map<String, Object> connection, String prefix, String source) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("linger.ms", 5);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        this.prefix = prefix;
        this.source = source;
    }

    /** Sends without waiting; the future ends when all replicas have the event, or with the reason why they have not. */
    public CompletableFuture<RecordMetadata> send(Event event) {
        Topic topic = Topic.of(event.getClass());
        ProducerRecord<String, byte[]> outgoing = new ProducerRecord<>(prefix + topic.topicName(), event.key(),
                EventCodec.data(event));
        EventCodec.headers(event, source)
                .forEach((name, value) -> outgoing.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        producer.send(outgoing, (metadata, failure) -> {
            if (failure == null) {
                sent.complete(metadata);
            } else {
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    /** Sends and waits until the broker has the event. */
    public void write(Event event) throws IOException, InterruptedException {
        try {
            send(event).get();
        } catch (ExecutionException e) {
            throw new IOException("the broker did not take the event " + event.id() + ": " + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
