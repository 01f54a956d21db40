package dev.thaw.ingest.service;

import java.io.IOException;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.ingest.arrival.ObjectArrival;
import io.quarkus.runtime.StartupEvent;

/** Asks the bucket at start to tell of new arrivals, where {@code thaw.ingest.notifications} says whom. */
@Singleton
class BucketSubscription {
    private static final Logger LOG = Logger.getLogger(BucketSubscription.class);
    private final IngestConfig config;
    private final MinioBucket bucket;

    @Inject
    BucketSubscription(IngestConfig config, MinioBucket bucket) {
        this.config = config;
        this.bucket = bucket;
    }

    /** After the bucket and the topics were made: a server may look for the topic. */
    void subscribe(@Observes @Priority(50) StartupEvent event) {
        config.notifications().ifPresent(target -> {
            try {
                if (bucket.tell(target, ObjectArrival.FOLDER)) {
                    LOG.infof("the bucket tells %s of new arrivals now", target);
                }
            } catch (IOException e) {
                // arrivals are found all the same, later
                LOG.warnf("the bucket does not tell %s of new arrivals, so only its listing finds them (%s): "
                        + "check thaw.ingest.notifications and the server's target", target, e.getMessage());
            }
        });
    }
}
