package dev.thaw.service;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.ReadablePoll;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

/**
 * Takes the channels past records that are larger, unpacked, than the memory: see {@link ReadablePoll}, which cannot be put into a
 * channel. Where a channel's position does not move although more is there, the next record is tried apart; if it is such a one, it goes
 * to the dead letters, and the channel goes on behind it.
 */
@Singleton
class StuckChannels {
    private static final Logger LOG = Logger.getLogger(StuckChannels.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** Polls of the trial: the first fails for want of memory, the second says so. */
    private static final int POLLS = 5;
    private final KafkaClientService clients;
    private final Map<String, Object> settings;
    private final String prefix;
    private final DeadLetters deadLetters;
    private final Shutdown shutdown;
    private final Map<String, Map<TopicPartition, Long>> positions = new HashMap<>();

    @Inject
    StuckChannels(KafkaClientService clients, KafkaConnection connection, ThawConfig config, DeadLetters deadLetters,
            Shutdown shutdown) {
        this.clients = clients;
        this.settings = new HashMap<>(connection.properties());
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        settings.put("max.poll.records", 1);
        this.prefix = config.topicPrefix().orElse("");
        this.deadLetters = deadLetters;
        this.shutdown = shutdown;
    }

    void start(@Observes StartupEvent event) {
        new DaemonThreads("stuck-channels").newThread(this::watch).start();
    }

    private void watch() {
        try {
            while (!shutdown.begun()) {
                Thread.sleep(PERIOD.toMillis());
                for (String channel : clients.getConsumerChannels()) {
                    try {
                        look(channel);
                    } catch (RuntimeException e) {
                        // a broker that is away, or a channel that is taken apart
                        LOG.debugf("where the channel %s is cannot be told: %s", channel, e.getMessage());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(String channel) {
        // a channel that waits for its work is paused
        Map<TopicPartition, Long> now = clients.<byte[], byte[]>getConsumer(channel).runOnPollingThread(consumer -> {
            Map<TopicPartition, Long> behind = new HashMap<>();
            Set<TopicPartition> paused = consumer.paused();
            consumer.assignment().stream().filter(partition -> !paused.contains(partition))
                    .filter(partition -> consumer.currentLag(partition).orElse(1) > 0)
                    .forEach(partition -> behind.put(partition, consumer.position(partition)));
            return behind;
        }).await().atMost(ANSWER);
        Map<TopicPartition, Long> before = positions.put(channel, now);
        now.forEach((partition, position) -> {
            if (before != null && position.equals(before.get(partition)) && tooLarge(partition, position)) {
                pass(channel, partition, position);
            }
        });
    }

    private boolean tooLarge(TopicPartition partition, long position) {
        try (KafkaConsumer<byte[], byte[]> trial = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            trial.assign(Set.of(partition));
            if (trial.endOffsets(Set.of(partition)).get(partition) <= position) {
                return false;
            }
            trial.seek(partition, position);
            boolean[] skipped = new boolean[1];
            for (int i = 0; i < POLLS && !skipped[0]; i++) {
                if (!ReadablePoll.next(trial, Duration.ofSeconds(1), (stuck, offset) -> skipped[0] = offset == position)
                        .isEmpty()) {
                    return false;
                }
            }
            return skipped[0];
        }
    }

    private void pass(String channel, TopicPartition partition, long position) {
        Optional<Topic> topic = Arrays.stream(Topic.values())
                .filter(each -> partition.topic().equals(prefix + each.topicName())).findFirst();
        if (topic.isPresent() && deadLetters.putTooLarge(topic.get(), partition, position)) {
            clients.<byte[], byte[]>getConsumer(channel).runOnPollingThread(consumer -> {
                if (consumer.assignment().contains(partition) && consumer.position(partition) == position) {
                    consumer.seek(partition, position + 1);
                }
            }).await().atMost(ANSWER);
        }
    }
}
