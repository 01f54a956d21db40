package dev.thaw.service;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thaw.contract.bucket.MinioBucket;
import io.quarkus.runtime.StartupEvent;

/**
 * Makes missing topics and the bucket, or sees that they are there, when a service starts, before its channels consume: they begin with messaging, which
 * starts later on the same event. The broker and the S3 server may come up after the service, so it tries again for a while.
 */
@Singleton
class Preparation {
    private static final Logger LOG = Logger.getLogger(Preparation.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private final ThawConfig config;
    private final KafkaConnection connection;
    private final MinioBucket bucket;

    @Inject
    Preparation(ThawConfig config, KafkaConnection connection, MinioBucket bucket) {
        this.config = config;
        this.connection = connection;
        this.bucket = bucket;
    }

    void prepare(@Observes @Priority(1) StartupEvent event) throws InterruptedException {
        long deadline = System.nanoTime() + config.startupPatience().toNanos();
        repeat("the S3 server at " + config.s3().endpoint(), "thaw.s3.endpoint and the keys", deadline, this::prepareBucket);
        repeat("the Kafka broker at " + connection.properties().get("bootstrap.servers"), "kafka.bootstrap.servers", deadline,
                this::prepareTopics);
    }

    private void prepareBucket() throws IOException {
        bucket.create();
        ContractMark.check(bucket);
    }

    private void prepareTopics() throws Exception {
        Topics topics = new Topics(connection.properties(), config.topicPrefix().orElse(""), config.topics());
        if (!config.topics().create()) {
            topics.verify();
            return;
        }
        List<String> made = topics.createMissing();
        if (!made.isEmpty()) {
            LOG.infof("made the topics %s", String.join(", ", made));
        }
    }

    private void repeat(String whom, String key, long deadline, Step step) throws InterruptedException {
        while (true) {
            try {
                step.take();
                return;
            } catch (InterruptedException | UnusableConfigurationException e) {
                throw e;
            } catch (Exception e) {
                String reason = e.getMessage() == null ? e.toString() : e.getMessage();
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(whom + " cannot be used (" + reason + "): check " + key
                            + ", or raise thaw.startup-patience if it takes longer to start", e);
                }
                LOG.warnf("waiting for %s: %s", whom, reason);
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /** Something that may fail while the other side is not up yet. */
    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }
}
