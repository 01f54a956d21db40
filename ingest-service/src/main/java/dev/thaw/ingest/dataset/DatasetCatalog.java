package dev.thaw.ingest.dataset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.Rejection;
import dev.thaw.dataset.ArrivalAnswers;

/**
 * What has been decided so far, for all data sets: nothing but the sum of the events on {@code images.ingested},
 * {@code images.rejected} and {@code manifests}. An event counts once, however often it is applied and in
 * whatever order the topics are read. Thread-safe.
 */
public final class DatasetCatalog {
    private final Map<String, DatasetImages> datasets = new HashMap<>();
    private final ArrivalAnswers answers = new ArrivalAnswers();
    private final Map<String, Set<Integer>> manifestParts = new HashMap<>();
    private final Set<String> toldManifests = new HashSet<>();

    /** Takes in an event; events of other kinds change nothing. */
    public synchronized void apply(Event event) {
        answers.apply(event);
        if (event instanceof ImageIngested ingested) {
            images(ingested).add(ingested);
        } else if (event instanceof ImageRejected rejected && disputes(rejected)) {
            images(rejected).dispute(rejected);
        } else if (event instanceof ManifestWritten written) {
            manifestParts.computeIfAbsent(written.manifest(), manifest -> new HashSet<>()).add(written.part());
            if (manifestParts.get(written.manifest()).size() == written.parts()) {
                toldManifests.add(written.manifest());
            }
        }
    }

    /** The event that answered an arrival for good, if there is one: taken in, or rejected at this attempt or a later one. */
    public synchronized Optional<Event> answerTo(ImageArrived arrival) {
        return answers.lasting(arrival);
    }

    /** The last answer to an arrival, for good or not. @param arrival {@link ImageArrived#arrival()} */
    public synchronized Optional<Event> lastAnswerTo(String arrival) {
        return answers.last(arrival);
    }

    /** The arrivals that wait for their label to be approved, without inline bytes. */
    public synchronized List<ImageHeld> held() {
        return answers.held();
    }

    /** The label of a picture; empty if nobody sent it yet. */
    public synchronized Optional<String> labelOf(String dataset, String sha256) {
        return Optional.ofNullable(datasets.get(dataset)).flatMap(images -> images.labelOf(sha256));
    }

    /** How many different images the data set has. */
    public synchronized int images(String dataset) {
        DatasetImages images = datasets.get(dataset);
        return images == null ? 0 : images.count();
    }

    /** All images of the data set: those that may be used, and those that are withheld. */
    public DatasetSnapshot snapshot(String dataset) {
        return snapshot(dataset, SplitPolicy.Copies.WITHHOLD);
    }

    /** The same. @param copies what becomes of pictures that look alike and are in different splits */
    public synchronized DatasetSnapshot snapshot(String dataset, SplitPolicy.Copies copies) {
        DatasetImages images = datasets.get(dataset);
        return images == null ? new DatasetSnapshot(List.of(), List.of()) : images.snapshot(dataset, copies);
    }

    /** True if all of what a manifest lists was told on its topic. */
    public synchronized boolean told(String manifest) {
        return toldManifests.contains(manifest);
    }

    /** Bytes of memory that grow with arrivals and images. */
    synchronized long bytes() {
        return answers.bytes() + datasets.values().stream().mapToLong(DatasetImages::bytes).sum();
    }

    private DatasetImages images(Event ofDataset) {
        return datasets.computeIfAbsent(ofDataset.key(), dataset -> new DatasetImages(answers.pictures(dataset)));
    }

    private static boolean disputes(ImageRejected rejected) {
        return rejected.reason() == Rejection.LABEL_CONFLICT && rejected.image() != null && rejected.label() != null;
    }
}
