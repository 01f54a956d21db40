package dev.thaw.ingest.service;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.ingest.reconcile.HeldRelease;
import dev.thaw.service.EventReaders;

/** The held images of {@code images.rejected}, in small portions: they carry their bytes. */
final class HeldTopic implements HeldRelease.HeldImages {
    private static final Duration END = Duration.ofSeconds(2);
    private final EventReaders readers;

    HeldTopic(EventReaders readers) {
        this.readers = readers;
    }

    @Override
    public void forEach(HeldRelease.HeldImage reader) throws IOException, InterruptedException {
        try (EventReader topic = readers.open(Topic.IMAGES_REJECTED)) {
            List<Received> portion = topic.poll(END);
            while (!portion.isEmpty()) {
                for (Received received : portion) {
                    if (received.event() instanceof ImageHeld held) {
                        reader.take(held);
                    }
                }
                portion = topic.poll(END);
            }
        }
    }
}
