package dev.thaw.contract.event;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The topics, by the names they have before the configured prefix, and the events each of them carries. */
public enum Topic {
    DATASETS("datasets", true, List.of(DatasetDeclared.class)),
    IMAGES_ARRIVED("images.arrived", false, List.of(ImageArrived.class)),
    /** What the S3 server writes when an object is created, as it writes it: no event of the contract. */
    BUCKET_NOTIFICATIONS("bucket.notifications", false, List.of()),
    IMAGES_INGESTED("images.ingested", false, List.of(ImageIngested.class)),
    IMAGES_REJECTED("images.rejected", false, List.of(ImageRejected.class, ImageHeld.class)),
    MANIFESTS("manifests", false, List.of(ManifestWritten.class)),
    TRAINING_REQUESTS("training.requests", false, List.of(TrainingAsked.class, TrainingRequested.class)),
    TRAINING_CONSIDERED("training.considered", false, List.of(TrainingConsidered.class)),
    TRAINING_PROGRESS("training.progress", false, List.of(TrainingProgress.class)),
    TRAINING_CHECKPOINTS("training.checkpoints", false, List.of(CheckpointSaved.class, CandidateReady.class)),
    TRAINING_SIGNALS("training.signals", false, List.of(TrainingSignal.class, SignalAnswered.class)),
    EVALUATION_METRICS("evaluation.metrics", false,
            List.of(CheckpointEvaluated.class, CandidateEvaluated.class, ArrivalsAssessed.class)),
    MODELS_DECISIONS("models.decisions", false, List.of(DecisionAsked.class, ModelDecided.class, DecisionDeclined.class)),
    RUNS("runs", true, List.of(RunState.class));

    /** Behind the name of a topic: where its dead letters are. */
    public static final String DEAD_LETTERS = ".dlq";

    private static final Map<Class<? extends Event>, Topic> BY_EVENT = Arrays.stream(values())
            .flatMap(topic -> topic.events.stream().map(event -> Map.entry(event, topic)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String topicName;
    private final boolean compacted;
    private final List<Class<? extends Event>> events;

    Topic(String topicName, boolean compacted, List<Class<? extends Event>> events) {
        this.topicName = topicName;
        this.compacted = compacted;
        this.events = events;
    }

    /** Without the prefix that a platform may put before all of its topics. */
    public String topicName() {
        return topicName;
    }

    /** Where what cannot be read goes. */
    public String deadLetterName() {
        return topicName + DEAD_LETTERS;
    }

    /** Whether the topic keeps only the last event of each key. */
    public boolean compacted() {
        return compacted;
    }

    /** Those that stand on the topic. */
    public List<Class<? extends Event>> events() {
        return events;
    }

    /** Where an event belongs; each belongs on one topic. */
    public static Topic of(Class<? extends Event> event) {
        return BY_EVENT.get(event);
    }

    /** By CloudEvents type. */
    static Map<String, Class<? extends Event>> eventsByType() {
        return BY_EVENT.keySet().stream().collect(Collectors.toUnmodifiableMap(EventCodec::typeOf, Function.identity()));
    }
}
