package dev.thaw.trainer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.thaw.contract.event.Event;
import dev.thaw.service.EventPublisher;

/** Remembers what was published. */
final class PublishedEvents implements EventPublisher {
    private final List<Event> events = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Void> publish(Event event) {
        events.add(event);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void publishAndWait(Event event) {
        events.add(event);
    }

    <E extends Event> List<E> of(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
