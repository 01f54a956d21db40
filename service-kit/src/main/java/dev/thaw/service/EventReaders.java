package dev.thaw.service;

import java.time.Instant;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.RunBeginning;

/** Opens readers that see all of a topic, from its beginning and without a consumer group. */
@Singleton
public class EventReaders {
    private final KafkaConnection connection;
    private final String prefix;

    @Inject
    EventReaders(KafkaConnection connection, ThawConfig config) {
        this.connection = connection;
        this.prefix = config.topicPrefix().orElse("");
    }

    /** A reader for the calling thread, to be closed. */
    public EventReader open(Topic... topics) {
        return open(Instant.EPOCH, topics);
    }

    /** The same, without what was written to a topic before; of compacted topics all is read. */
    public EventReader open(Instant since, Topic... topics) {
        return new EventReader(connection.properties(), prefix, List.of(topics), since);
    }

    /** The same, without what was said before a run can have begun; everything if nobody requested it. */
    public EventReader openFor(String run, Topic... topics) {
        try (EventReader requests = open(Topic.TRAINING_REQUESTS)) {
            return open(RunBeginning.of(run, requests).orElse(Instant.EPOCH), topics);
        }
    }
}
