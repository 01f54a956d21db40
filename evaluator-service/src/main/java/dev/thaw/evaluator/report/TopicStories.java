package dev.thaw.evaluator.report;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.service.EventReaders;

/**
 * Reads the topics anew for each report: once at the end of a run that is cheap, and it keeps no memory of arrivals and epochs
 * that only a report asks for.
 */
public final class TopicStories implements RunStories {
    private final EventReaders readers;

    public TopicStories(EventReaders readers) {
        this.readers = readers;
    }

    @Override
    public RunStory of(String dataset, String run) {
        RunStory story = new RunStory(dataset, run);
        try (EventReader reader = readers.open(Topic.TRAINING_REQUESTS, Topic.TRAINING_CHECKPOINTS, Topic.EVALUATION_METRICS,
                Topic.TRAINING_SIGNALS, Topic.IMAGES_REJECTED)) {
            reader.readToEnd(received -> story.apply(received.event()));
        }
        return story;
    }
}
