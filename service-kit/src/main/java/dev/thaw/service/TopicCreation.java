package dev.thaw.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

import dev.thaw.contract.event.Topic;

/** Makes the contract's topics and their dead-letter topics where they are missing. */
final class TopicCreation {
    private static final long TIMEOUT_SECONDS = 15;
    private final Map<String, Object> connection;
    private final String prefix;
    private final ThawConfig.Topics settings;

    TopicCreation(Map<String, Object> connection, String prefix, ThawConfig.Topics settings) {
        this.connection = connection;
        this.prefix = prefix;
        this.settings = settings;
    }

    /** @return the names of the topics that were made */
    List<String> createMissing() throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(connection)) {
            Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = wanted().stream().filter(topic -> !existing.contains(topic.name())).toList();
            List<String> made = new ArrayList<>();
            for (Map.Entry<String, KafkaFuture<Void>> creation : admin.createTopics(missing).values().entrySet()) {
                try {
                    creation.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    made.add(creation.getKey());
                } catch (ExecutionException e) {
                    // another service was quicker
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
            return made;
        }
    }

    List<NewTopic> wanted() {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            NewTopic main = topic(topic.topicName());
            wanted.add(topic.compacted() ? main.configs(Map.of("cleanup.policy", "compact")) : main);
            wanted.add(topic(topic.deadLetterName()));
        }
        return wanted;
    }

    private NewTopic topic(String name) {
        Optional<Short> replication = settings.replication() < 1 ? Optional.empty() : Optional.of(settings.replication());
        return new NewTopic(prefix + name, Optional.of(settings.partitions()), replication);
    }
}
