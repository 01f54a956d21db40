package dev.thaw.service;

import java.util.List;

import dev.thaw.contract.event.Topic;

/**
 * The topics that a service reads along, beside its channels, and answers for: see {@link Inspection}. Of all services together, each
 * topic of the contract is on a channel or among these.
 */
public record InspectedTopics(List<Topic> topics) {

    public static InspectedTopics of(Topic... topics) {
        return new InspectedTopics(List.of(topics));
    }
}
