package dev.thaw.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import dev.thaw.contract.event.Topic;

/** The contract's topics and their dead-letter topics on the broker. */
final class Topics {
    /** A client that is closed waits for what it asked, so this is how long a broker that is not there keeps anybody. */
    private static final int ANSWER_MILLIS = 10_000;
    private static final long TIMEOUT_SECONDS = 15;
    private static final String TIMES = "message.timestamp.type";
    /** One clock for all: a broker refuses what a clock that is an hour fast has dated, and readers skip what a slow one has. */
    private static final String BY_THE_BROKER = "LogAppendTime";
    private final Map<String, Object> connection;
    private final String prefix;
    private final ThawConfig.Topics settings;

    Topics(Map<String, Object> connection, String prefix, ThawConfig.Topics settings) {
        this.connection = connection;
        this.prefix = prefix;
        this.settings = settings;
    }

    /**
     * Sees that they are there; a topic that this service has no right to is none of its business.
     *
     * @throws IllegalStateException if some are missing, naming all of them
     */
    void verify() throws InterruptedException, ExecutionException, TimeoutException {
        List<String> missing = new ArrayList<>();
        try (Admin admin = admin()) {
            Map<String, KafkaFuture<TopicDescription>> descriptions = admin
                    .describeTopics(wanted().stream().map(NewTopic::name).toList()).topicNameValues();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> description : descriptions.entrySet()) {
                try {
                    description.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                        missing.add(description.getKey());
                    } else if (!(e.getCause() instanceof TopicAuthorizationException)) {
                        throw e;
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            Collections.sort(missing);
            throw new IllegalStateException("it has no topics " + String.join(", ", missing)
                    + "; make them, or set thaw.topics.create=true");
        }
    }

    /**
     * How the topics that are there are kept, as far as this service may know it: one that forgets what the services rely on is a mistake
     * that waiting does not mend.
     */
    List<String> mistakes() throws InterruptedException, ExecutionException, TimeoutException {
        Map<ConfigResource, Topic> resources = new LinkedHashMap<>();
        for (Topic topic : Topic.values()) {
            resources.put(new ConfigResource(ConfigResource.Type.TOPIC, prefix + topic.topicName()), topic);
        }
        List<String> mistakes = new ArrayList<>();
        try (Admin admin = admin()) {
            for (Map.Entry<ConfigResource, KafkaFuture<Config>> kept : admin.describeConfigs(resources.keySet()).values()
                    .entrySet()) {
                try {
                    Config config = kept.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    boolean compacted = config.get("cleanup.policy").value().contains("compact");
                    if (compacted != resources.get(kept.getKey()).compacted()) {
                        mistakes.add("the topic " + kept.getKey().name() + " has cleanup.policy="
                                + config.get("cleanup.policy").value() + ", but it must be "
                                + (compacted
                                        ? "delete: compaction would remove events"
                                        : "compact: it is the present state by key")
                                + "; change it with kafka-configs.sh --alter");
                    }
                } catch (ExecutionException e) {
                    // to know how a topic is kept is a right that no service needs
                    if (!(e.getCause() instanceof AuthorizationException
                            || e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw e;
                    }
                }
            }
        }
        return mistakes;
    }

    /** Makes those that are missing. @return the names of the topics that were made */
    List<String> createMissing() throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = admin()) {
            List<String> made = new ArrayList<>();
            for (Map.Entry<String, KafkaFuture<Void>> creation : admin.createTopics(missing(admin)).values().entrySet()) {
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

    private Admin admin() {
        Map<String, Object> hurried = new HashMap<>(connection);
        hurried.put("request.timeout.ms", ANSWER_MILLIS);
        hurried.put("default.api.timeout.ms", ANSWER_MILLIS);
        return Admin.create(hurried);
    }

    private List<NewTopic> missing(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return wanted().stream().filter(topic -> !existing.contains(topic.name())).toList();
    }

    List<NewTopic> wanted() {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            Map<String, String> kept = new HashMap<>(Map.of("retention.ms", "-1", TIMES, BY_THE_BROKER));
            if (topic.compacted()) {
                kept.put("cleanup.policy", "compact");
            }
            // the state of the services is the sum of all that was ever said: nothing may go by its age
            wanted.add(topic(topic.topicName()).configs(kept));
            wanted.add(topic(topic.deadLetterName()).configs(Map.of(TIMES, BY_THE_BROKER)));
        }
        return wanted;
    }

    private NewTopic topic(String name) {
        Optional<Short> replication = settings.replication() < 1 ? Optional.empty() : Optional.of(settings.replication());
        return new NewTopic(prefix + name, Optional.of(settings.partitions()), replication);
    }
}
