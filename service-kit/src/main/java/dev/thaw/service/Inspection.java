package dev.thaw.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.InvalidEventException;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.ConsumedRecord;
import dev.thaw.contract.kafka.ReadablePoll;
import io.quarkus.runtime.StartupEvent;

/**
 * Looks at each record of the {@link InspectedTopics} once, and puts what is no event of the contract on the dead letters. Who reads
 * such a topic along passes over what he cannot read, so that without this nobody would hear of it. In a consumer group of its own,
 * {@code <service>-inspection}, that the instances of a service share.
 */
@Singleton
class Inspection {
    private static final Logger LOG = Logger.getLogger(Inspection.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private final Map<String, Topic> topics;
    private final Map<String, Object> settings;
    private final DeadLetters deadLetters;
    private final Shutdown shutdown;

    @Inject
    Inspection(InspectedTopics inspected, ThawConfig config, KafkaConnection connection, DeadLetters deadLetters,
            Shutdown shutdown, @ConfigProperty(name = "quarkus.application.name") String service) {
        String prefix = config.topicPrefix().orElse("");
        this.topics = inspected.topics().stream().collect(Collectors.toMap(topic -> prefix + topic.topicName(), topic -> topic));
        this.settings = new HashMap<>(connection.properties());
        settings.put("group.id", service + "-inspection");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        this.deadLetters = deadLetters;
        this.shutdown = shutdown;
    }

    void start(@Observes StartupEvent event) {
        new DaemonThreads("inspection").newThread(this::work).start();
    }

    private void work() {
        while (!shutdown.begun()) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer.subscribe(topics.keySet());
                while (!shutdown.begun() && inspect(ReadablePoll.next(consumer, POLL, this::tooLarge))) {
                    consumer.commitSync();
                }
            } catch (RuntimeException e) {
                LOG.warnf("the topics %s are looked at again in %s: %s", topics.keySet(), PAUSE_AFTER_FAILURE, e.getMessage());
                pause();
            }
        }
    }

    /** @return false if the service goes down before all was said */
    private boolean inspect(ConsumerRecords<byte[], byte[]> consumed) {
        for (ConsumerRecord<byte[], byte[]> each : consumed) {
            Topic topic = topics.get(each.topic());
            try {
                EventCodec.read(topic, ConsumedRecord.incoming(each));
            } catch (InvalidEventException e) {
                deadLetters.put(topic, each, e);
            }
        }
        return !shutdown.begun();
    }

    private void tooLarge(TopicPartition partition, long offset) {
        deadLetters.putTooLarge(topics.get(partition.topic()), partition, offset);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
