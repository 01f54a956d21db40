package dev.thaw.evaluator.report;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.service.EventReaders;

/**
 * Reads the topics anew for each report: once at the end of a run that is cheap, and it keeps no memory of arrivals and epochs
 * that only a report asks for. Of the run's topics it reads what was said since the run was requested.
 */
public final class TopicStories implements RunStories {
    private final EventReaders readers;

    public TopicStories(EventReaders readers) {
        this.readers = readers;
    }

    @Override
    public RunStory of(String dataset, String run) {
        RunStory story = new RunStory(dataset, run);
        try (EventReader ofRun = readers.openFor(run, Topic.TRAINING_REQUESTS, Topic.TRAINING_CHECKPOINTS,
                Topic.EVALUATION_METRICS, Topic.TRAINING_SIGNALS);
                EventReader ofDataset = readers.open(Topic.IMAGES_REJECTED)) {
            ofRun.readToEnd(received -> story.apply(received.event()));
            ofDataset.readToEnd(received -> story.apply(received.event()));
        }
        return story;
    }
}
