package dev.thaw.contract.kafka;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.Topic;

/** An event with the place it was read from and the broker's time stamp (epoch milliseconds). */
public record Received(Topic topic, int partition, long offset, long timestamp, Event event) {
}
