package dev.thaw.ingest.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.thaw.contract.event.Topic;
import dev.thaw.service.KafkaConnection;
import dev.thaw.service.ThawConfig;

/** How many arrivals and notifications wait on the topics, for all instances of the service together. */
@Singleton
class Backlog {
    private static final int TIMEOUT_SECONDS = 30;
    private final KafkaConnection connection;
    private final List<String> topics;
    private final String group;

    @Inject
    Backlog(KafkaConnection connection, ThawConfig config, @ConfigProperty(name = "quarkus.application.name") String group) {
        String prefix = config.topicPrefix().orElse("");
        this.connection = connection;
        this.topics = List.of(prefix + Topic.IMAGES_ARRIVED.topicName(), prefix + Topic.BUCKET_NOTIFICATIONS.topicName());
        this.group = group;
    }

    long waiting() throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(connection.properties())) {
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .values()) {
                topic.partitions().forEach(partition -> partitions.put(new TopicPartition(topic.name(), partition.partition()),
                        OffsetSpec.latest()));
            }
            Map<TopicPartition, OffsetAndMetadata> done = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return admin.listOffsets(partitions).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).entrySet().stream()
                    .mapToLong(end -> end.getValue().offset()
                            - (done.get(end.getKey()) == null ? 0 : done.get(end.getKey()).offset()))
                    .sum();
        }
    }
}
