package dev.thaw.service;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        List<Step> steps = List.of(
                new Step("the S3 server at " + config.s3().endpoint(), "thaw.s3.endpoint, the keys and their rights",
                        this::prepareBucket),
                new Step("the Kafka broker at " + connection.properties().get("bootstrap.servers"),
                        "kafka.bootstrap.servers, who the service is there and its rights", this::prepareTopics));
        Map<Step, String> said = new HashMap<>();
        while (!steps.isEmpty()) {
            // those that are left, each with what keeps it from being done
            Map<Step, String> failed = new LinkedHashMap<>();
            for (Step step : steps) {
                Optional<String> reason = step.attempt();
                reason.ifPresent(text -> {
                    failed.put(step, text);
                    // said once, until it is something else
                    if (!text.equals(said.put(step, text))) {
                        LOG.warnf("waiting for %s, %s at most: %s", step.whom(), config.startupPatience(), text);
                    }
                });
            }
            if (!failed.isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new UnusableConfigurationException(
                            failed.entrySet().stream().map(each -> each.getKey().givenUp(each.getValue())).toList());
                }
                Thread.sleep(PAUSE.toMillis());
            }
            steps = List.copyOf(failed.keySet());
        }
    }

    private void prepareBucket() throws IOException {
        bucket.create();
        ContractMark.check(bucket);
    }

    private void prepareTopics() throws Exception {
        Topics topics = new Topics(connection.properties(), config.topicPrefix().orElse(""), config.topics());
        if (config.topics().create()) {
            List<String> made = topics.createMissing();
            if (!made.isEmpty()) {
                LOG.infof("made the topics %s", String.join(", ", made));
            }
        } else {
            topics.verify();
        }
        List<String> mistakes = topics.mistakes();
        if (!mistakes.isEmpty()) {
            throw new UnusableConfigurationException(mistakes);
        }
    }

    /** Something that may fail while the other side is not up yet. */
    private record Step(String whom, String key, Persistence.Work work) {

        /** @return why it could not be done, if it could not */
        private Optional<String> attempt() throws InterruptedException {
            try {
                work.run();
                return Optional.empty();
            } catch (InterruptedException | UnusableConfigurationException e) {
                throw e;
            } catch (Exception e) {
                return Optional.of(reason(e));
            }
        }

        private String givenUp(String reason) {
            return whom + " cannot be used (" + reason + "): check " + key
                    + ", or raise thaw.startup-patience if it takes longer to start";
        }

        /** What a wrapper says without what it wraps helps nobody: all of them, each once. */
        private static String reason(Exception failure) {
            StringBuilder reason = new StringBuilder();
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
                boolean told = cause.getCause() != null && cause.getCause().getMessage() != null
                        && message.contains(cause.getCause().getMessage());
                if (!told && reason.indexOf(message) < 0) {
                    reason.append(reason.isEmpty() ? "" : ": ").append(message);
                }
            }
            return reason.toString();
        }
    }
}
