package dev.thaw.service;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

import dev.thaw.contract.event.Event;

/** Publishes events to their topics; an event that the broker has is never lost. Inject it. */
public interface EventPublisher {

    /** Sends without waiting. @return ends when the broker has the event, or with the reason why it has not */
    CompletionStage<Void> publish(Event event);

    /** Sends and returns when the broker has the event. */
    void publishAndWait(Event event) throws IOException, InterruptedException;
}
