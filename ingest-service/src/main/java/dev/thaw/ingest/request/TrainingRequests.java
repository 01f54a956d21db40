package dev.thaw.ingest.request;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.ingest.dataset.Definitions;
import dev.thaw.ingest.dataset.EventRecorder;
import dev.thaw.ingest.dataset.Manifests;

/**
 * Requests trainings: when somebody asks, and by itself when a data set has grown by its trigger. The
 * manifest is written first, then the run is queued and requested; whatever is repeated after a crash finds what is
 * there already. Thread-safe.
 */
public final class TrainingRequests {
    private static final int LONGEST_NAME = 80;

    private final Definitions definitions;
    private final DatasetCatalog catalog;
    private final EventRecorder recorder;
    private final Manifests manifests;
    private final Clock clock;
    private final Map<String, Integer> manifestSizes = new ConcurrentHashMap<>();

    public TrainingRequests(Definitions definitions, DatasetCatalog catalog, EventRecorder recorder, Manifests manifests,
            Clock clock) {
        this.definitions = definitions;
        this.catalog = catalog;
        this.recorder = recorder;
        this.manifests = manifests;
        this.clock = clock;
    }

    /** Somebody wants a data set trained as it is now. A run that was requested already is not requested again. */
    public synchronized void asked(TrainingAsked ask) throws IOException, InterruptedException {
        if (catalog.requested(ask.run())) {
            return;
        }
        Optional<DatasetDefinition> definition = definitions.read(ask.dataset());
        if (definition.isEmpty()) {
            fail(ask, "there is no data set " + ask.dataset() + ": declare it first");
            return;
        }
        List<Manifest.Entry> images = recorder.snapshot(ask.dataset());
        Optional<String> missing = Trainability.missing(ask.dataset(), images);
        if (missing.isPresent()) {
            fail(ask, missing.get());
            return;
        }
        request(definition.get(), images, ask.run(), ask.reason());
    }

    /** A data set has grown: requests a training if it is time. */
    public void grown(String dataset) throws IOException, InterruptedException {
        Optional<DatasetDefinition> definition = definitions.find(dataset);
        if (definition.isPresent() && isTime(definition.get())) {
            requestIfTime(definition.get());
        }
    }

    private synchronized void requestIfTime(DatasetDefinition definition) throws IOException, InterruptedException {
        if (!isTime(definition)) {
            return;
        }
        List<Manifest.Entry> images = recorder.snapshot(definition.dataset());
        if (Trainability.missing(definition.dataset(), images).isEmpty()) {
            int grown = images.size() - imagesOfLastRequest(definition.dataset());
            String name = definition.dataset().substring(0, Math.min(LONGEST_NAME, definition.dataset().length()));
            request(definition, images, name + "-auto-" + images.size(),
                    grown + " new images since the last training (trigger.newImages is " + definition.trigger().newImages()
                            + ")");
        }
    }

    private boolean isTime(DatasetDefinition definition) throws IOException {
        return definition.trigger().newImages() > 0 && catalog.images(definition.dataset())
                - imagesOfLastRequest(definition.dataset()) >= definition.trigger().newImages();
    }

    private int imagesOfLastRequest(String dataset) throws IOException {
        Optional<String> manifest = catalog.lastManifest(dataset);
        if (manifest.isEmpty()) {
            return 0;
        }
        Integer size = manifestSizes.get(manifest.get());
        if (size == null) {
            size = manifests.read(manifest.get()).images().size();
            manifestSizes.put(manifest.get(), size);
        }
        return size;
    }

    private void request(DatasetDefinition definition, List<Manifest.Entry> images, String run, String reason)
            throws IOException, InterruptedException {
        String manifest = manifests.write(definition.dataset(), definition.imageSize(), images);
        // queued before it is requested, so that no trainer's state can be older than this one
        recorder.record(state(definition.dataset(), run, RunState.State.QUEUED, reason));
        recorder.record(new TrainingRequested(definition.dataset(), run, manifest, definition.base(), definition.plan(), reason));
    }

    private void fail(TrainingAsked ask, String sentence) throws IOException, InterruptedException {
        recorder.record(state(ask.dataset(), ask.run(), RunState.State.FAILED, sentence));
    }

    private RunState state(String dataset, String run, RunState.State state, String detail) {
        Instant now = clock.instant();
        return new RunState(dataset, run, state, 0, null, detail, now.toEpochMilli(), now);
    }
}
