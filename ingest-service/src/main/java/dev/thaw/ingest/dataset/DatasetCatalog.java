package dev.thaw.ingest.dataset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Rejection;
import dev.thaw.contract.event.TrainingRequested;

/**
 * What has been decided so far, for all data sets: nothing but the sum of the events on {@code images.ingested},
 * {@code images.rejected} and {@code training.requests}. An event counts once, however often it is applied and in
 * whatever order the topics are read. Thread-safe. Needs about half a kilobyte of memory for each arrival.
 */
public final class DatasetCatalog {
    /** Reasons that lie outside the file: the same arrival may fare better when it comes again. */
    private static final Set<Rejection> PASSING = Set.of(Rejection.UNKNOWN_DATASET, Rejection.UNKNOWN_LABEL,
            Rejection.MISSING_OBJECT);

    private final Map<String, DatasetImages> datasets = new HashMap<>();
    private final Map<String, Event> answers = new HashMap<>();
    private final Set<String> requestedRuns = new HashSet<>();
    private final Map<String, String> lastManifests = new HashMap<>();

    /** Takes in an event; events of other kinds change nothing. */
    public synchronized void apply(Event event) {
        if (event instanceof ImageIngested ingested) {
            answers.merge(ingested.arrival(), ingested, (known, late) -> known instanceof ImageIngested ? known : late);
            if (!ingested.duplicate()) {
                datasets.computeIfAbsent(ingested.dataset(), dataset -> new DatasetImages()).add(ingested);
            }
        } else if (event instanceof ImageRejected rejected && !PASSING.contains(rejected.reason())) {
            answers.merge(rejected.arrival(), rejected, DatasetCatalog::laterAnswer);
        } else if (event instanceof TrainingRequested requested) {
            requestedRuns.add(requested.run());
            lastManifests.merge(requested.dataset(), requested.manifest(), DatasetCatalog::later);
        }
    }

    /** The event that answered an arrival for good, if there is one: taken in, or rejected at this attempt or a later one. */
    public synchronized Optional<Event> answerTo(ImageArrived arrival) {
        return Optional.ofNullable(answers.get(arrival.arrival()))
                .filter(answer -> !(answer instanceof ImageRejected rejected) || rejected.attempt() >= arrival.attempt());
    }

    public synchronized Optional<KnownImage> find(String dataset, String sha256) {
        return Optional.ofNullable(datasets.get(dataset)).flatMap(images -> images.find(sha256));
    }

    /** How many different images the data set has. */
    public synchronized int images(String dataset) {
        DatasetImages images = datasets.get(dataset);
        return images == null ? 0 : images.count();
    }

    /** All images of the data set, sorted by hash. */
    public synchronized List<Manifest.Entry> entries(String dataset) {
        DatasetImages images = datasets.get(dataset);
        return images == null ? List.of() : images.entries(dataset);
    }

    /** True if a training request was published for the run. */
    public synchronized boolean requested(String run) {
        return requestedRuns.contains(run);
    }

    /** The object key of the latest manifest that a training was requested for. */
    public synchronized Optional<String> lastManifest(String dataset) {
        return Optional.ofNullable(lastManifests.get(dataset));
    }

    /** What is taken in stays; of rejections that of the last attempt counts. */
    private static Event laterAnswer(Event known, Event told) {
        return known instanceof ImageRejected before && told instanceof ImageRejected after && after.attempt() > before.attempt()
                ? after
                : known;
    }

    private static String later(String one, String other) {
        return Versions.of(other) > Versions.of(one) ? other : one;
    }
}
