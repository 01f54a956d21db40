package dev.thaw.ingest.service;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.thaw.contract.event.Topic;
import dev.thaw.service.KafkaConnection;

/** Writes whatever it is given, of any size, to one topic. */
final class HostileProducer implements AutoCloseable {
    private static final String LIMIT = Integer.toString(16 << 20);
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    private HostileProducer(KafkaProducer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** Raises the topic's own limit: brokers are configured like that, and what is large must not be what protects a service. */
    static HostileProducer open(KafkaConnection connection, Topic topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(connection.properties())) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                    List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", LIMIT), AlterConfigOp.OpType.SET)))).all()
                    .get();
        }
        Map<String, Object> config = new HashMap<>(connection.properties());
        config.put("max.request.size", LIMIT);
        return new HostileProducer(new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                topic.topicName());
    }

    void send(String key, String type, String value) throws ExecutionException, InterruptedException {
        send(key, type, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    void send(String key, String type, byte[] value) throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
        if (type != null) {
            record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        }
        producer.send(record).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
