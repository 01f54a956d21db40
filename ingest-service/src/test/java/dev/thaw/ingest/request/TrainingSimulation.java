package dev.thaw.ingest.request;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.ingest.World;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.ingest.dataset.Definitions;
import dev.thaw.ingest.dataset.EventRecorder;
import dev.thaw.ingest.dataset.Knowledge;
import dev.thaw.ingest.dataset.Manifests;
import dev.thaw.testkit.MemoryBucket;

/**
 * Ingest and one trainer in simulated seconds: images and wishes come, the trainer takes the requests of the log in their order, one
 * at a time. Ingest may die at any moment; then all it has is the log and the bucket.
 */
final class TrainingSimulation {
    private static final Instant BEGIN = Instant.parse("2026-01-02T00:00:00Z");

    /** An event with its time on the topic. */
    record Logged(Event event, Instant at) {
    }

    final List<Logged> log = new ArrayList<>();
    private final MemoryBucket bucket = new MemoryBucket();
    private final int trainingSeconds;
    private final Deque<TrainingRequested> queue = new ArrayDeque<>();
    private long second;
    private final InstantSource time = () -> BEGIN.plusSeconds(second);
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private long trainedUntil;
    private int publicationsToCrash = -1;
    private DatasetCatalog catalog;
    private TrainingLedger ledger;
    private TrainingRequests requests;

    TrainingSimulation(int trainingSeconds) {
        this.trainingSeconds = trainingSeconds;
        restart();
    }

    void declare(String dataset, TriggerPolicy trigger) throws IOException {
        DatasetDefinition definition = new DatasetDefinition(dataset, 1, null, new Manifest.ImageSize(16, 16),
                DatasetDefinition.Resize.SQUASH, SplitPolicy.usual(), trigger, World.BASE, null, null, null);
        bucket.put(BucketLayout.datasetDefinition(dataset, 1), EventCodec.json().writeValueAsBytes(definition),
                EventCodec.CONTENT_TYPE);
    }

    /** Ingest dies at the publication after so many more. */
    void crashAfter(int publications) {
        publicationsToCrash = publications;
    }

    /** Ingest forgets everything and reads the log, each topic by itself, as far as a crash let it be written. */
    void restart() {
        catalog = new DatasetCatalog();
        ledger = new TrainingLedger();
        EventRecorder recorder = new EventRecorder(catalog, event -> {
            if (publicationsToCrash-- == 0) {
                throw new IOException("the service dies before it has published " + event.id());
            }
            log.add(new Logged(event, clock.instant()));
            if (event instanceof TrainingRequested request) {
                queue.add(request);
            }
        }, event -> {
        }, Knowledge.ALWAYS_CURRENT);
        requests = new TrainingRequests(new Definitions(bucket, declared -> {
        }), ledger, recorder, new Manifests(bucket, catalog, recorder), bucket, clock);
        for (Class<? extends Event> kind : List.of(RunState.class, TrainingAsked.class, TrainingRequested.class,
                ImageIngested.class, ManifestWritten.class,
                dev.thaw.contract.event.TrainingConsidered.class)) {
            log.stream().filter(logged -> kind.isInstance(logged.event())).forEach(this::read);
        }
    }

    /** An image of alternating label, for each split in turn. */
    void image(String dataset, int number) {
        Split split = number % 5 == 0 ? Split.VALIDATION : number % 5 == 1 ? Split.TEST : Split.TRAIN;
        String hash = String.format("%016x", new SplittableRandom(number * 31L + dataset.hashCode()).nextLong()).repeat(4);
        publish(new ImageIngested(dataset, dataset + "/camera/" + number, hash, BucketLayout.image(dataset, hash),
                number % 2 == 0 ? "oak" : "elm", split, false, 20, 20, 100));
    }

    void ask(String dataset, String run) throws Exception {
        TrainingAsked ask = new TrainingAsked(dataset, run, "somebody asks");
        publish(ask);
        try {
            requests.asked(ask);
        } catch (IOException e) {
            // the record was not acknowledged and comes again
            restart();
            requests.asked(ask);
        }
    }

    /** A second passes: the trainer goes on, then ingest considers every data set. */
    void tick() throws Exception {
        second++;
        if (!queue.isEmpty() && trainedUntil == 0) {
            trainedUntil = second + trainingSeconds;
        }
        if (trainedUntil > 0 && second >= trainedUntil) {
            TrainingRequested done = queue.remove();
            publish(new RunState(done.dataset(), done.run(), RunState.State.PROMOTED, 1, null, null,
                    clock.instant().toEpochMilli(), clock.instant()));
            trainedUntil = 0;
        }
        for (String dataset : ledger.datasets().stream().sorted().toList()) {
            try {
                requests.consider(dataset);
            } catch (IOException e) {
                restart();
                requests.consider(dataset);
            }
        }
    }

    long second() {
        return second;
    }

    int waiting() {
        return queue.size();
    }

    <E extends Event> List<E> of(Class<E> kind) {
        return log.stream().map(Logged::event).filter(kind::isInstance).map(kind::cast).toList();
    }

    private void publish(Event event) {
        Logged logged = new Logged(event, clock.instant());
        log.add(logged);
        read(logged);
    }

    private void read(Logged logged) {
        catalog.apply(logged.event());
        ledger.apply(logged.event(), logged.at());
    }
}
