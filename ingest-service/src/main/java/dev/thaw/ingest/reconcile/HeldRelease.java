package dev.thaw.ingest.reconcile;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.ingest.dataset.EventSink;

/** Announces images anew that waited for their label and wait no longer, so that they are judged without anybody sending them. */
public final class HeldRelease {
    private final DatasetCatalog catalog;
    private final PassedReasons reasons;
    private final HeldImages heldImages;
    private final EventSink sink;

    /** The events of images that are or were held, with their bytes, from the beginning of their topic. */
    @FunctionalInterface
    public interface HeldImages {
        void forEach(HeldImage reader) throws IOException, InterruptedException;
    }

    /** Takes one of them. */
    @FunctionalInterface
    public interface HeldImage {
        void take(ImageHeld held) throws IOException, InterruptedException;
    }

    public HeldRelease(DatasetCatalog catalog, PassedReasons reasons, HeldImages heldImages, EventSink sink) {
        this.catalog = catalog;
        this.reasons = reasons;
        this.heldImages = heldImages;
        this.sink = sink;
    }

    /** @return how many were announced */
    public int round() throws IOException, InterruptedException {
        Map<String, Integer> attempts = new HashMap<>();
        for (ImageHeld held : catalog.held()) {
            if (reasons.passed(held)) {
                attempts.put(held.arrival().arrival(), held.arrival().attempt());
            }
        }
        if (attempts.isEmpty()) {
            return 0;
        }
        int due = attempts.size();
        heldImages.forEach(held -> {
            ImageArrived arrival = held.arrival();
            Integer attempt = attempts.get(arrival.arrival());
            if (attempt != null && arrival.attempt().equals(attempt)) {
                sink.publish(arrival.again(attempt + 1));
                attempts.remove(arrival.arrival());
            }
        });
        return due - attempts.size();
    }
}
