package dev.thaw.ingest.service;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;

import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.ingest.reconcile.HeldRelease;
import dev.thaw.service.EventReaders;

/** The held images of {@code images.rejected}, one at a time: they carry their bytes. */
final class HeldTopic implements HeldRelease.HeldImages {
    private final EventReaders readers;

    HeldTopic(EventReaders readers) {
        this.readers = readers;
    }

    @Override
    public void forEach(HeldRelease.HeldImage reader) throws IOException {
        try (EventReader topic = readers.open(Topic.IMAGES_REJECTED)) {
            topic.readToEnd(received -> {
                if (received.event() instanceof ImageHeld held) {
                    take(reader, held);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void take(HeldRelease.HeldImage reader, ImageHeld held) {
        try {
            reader.take(held);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("the service goes down"));
        }
    }
}
