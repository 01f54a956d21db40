package dev.thaw.contract.event;

/**
 * What happened, as it travels on a topic: a CloudEvent whose data is the record's JSON. Two events with the same
 * {@link #id()} tell the same thing; who has seen one ignores the other.
 */
public sealed interface Event permits DatasetDeclared, ImageArrived, ImageIngested, ImageRejected, ImageHeld, TrainingAsked,
        TrainingRequested, TrainingProgress, CheckpointSaved, CandidateReady, TrainingSignal, SignalAnswered, CheckpointEvaluated,
        CandidateEvaluated, DecisionAsked, ModelDecided, DecisionDeclined, RunState, TrainingConsidered,
        ArrivalsAssessed, ManifestWritten {

    /** Deterministic: the same fact always has the same id. */
    String id();

    /** The record key: what must stay in order. */
    String key();
}
