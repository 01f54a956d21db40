package dev.thaw.evaluator.report;

/** Knows what the topics have told of a run. */
@FunctionalInterface
public interface RunStories {

    /** With every event that the broker has now. */
    RunStory of(String dataset, String run);
}
