package dev.thaw.ingest.dataset;

import java.io.IOException;

import dev.thaw.contract.event.Event;

/** Where events go. */
@FunctionalInterface
public interface EventSink {

    /** Returns when the broker has the event. */
    void publish(Event event) throws IOException, InterruptedException;
}
