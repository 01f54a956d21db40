package dev.thaw.ingest.request;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.TrainingCondition;
import dev.thaw.contract.event.TrainingConsidered.Outcome;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.WarmStart;
import dev.thaw.ingest.dataset.DatasetSnapshot;
import dev.thaw.ingest.dataset.EventRecorder;
import dev.thaw.ingest.dataset.Manifests;

/**
 * Requests a run: the manifest first, then the request as a create-once object, then the events. After a crash, or where another
 * instance was faster, the request that is in the bucket is the one that is published.
 */
final class RunStart {
    private final TrainingLedger ledger;
    private final EventRecorder recorder;
    private final Manifests manifests;
    private final Bucket bucket;
    private final Considerations considerations;
    private final Clock clock;

    RunStart(TrainingLedger ledger, EventRecorder recorder, Manifests manifests, Bucket bucket, Considerations considerations,
            Clock clock) {
        this.ledger = ledger;
        this.recorder = recorder;
        this.manifests = manifests;
        this.bucket = bucket;
        this.considerations = considerations;
        this.clock = clock;
    }

    /** The images that a run would train on now. */
    TrainingChoice choice(DatasetDefinition definition) throws IOException {
        String dataset = definition.dataset();
        int old = 0;
        if (definition.training().data() == TrainingPolicy.Data.REPLAY) {
            Optional<TrainingRequested> champion = championsRun(ChampionModel.current(bucket, dataset));
            old = champion.isEmpty() ? 0 : manifests.known(champion.get().manifest());
        }
        DatasetSnapshot snapshot = snapshot(definition);
        return TrainingChoice.of(dataset, snapshot.images(), image -> ledger.index(dataset, image),
                definition.training(), old)
                .withholding(snapshot.withheld());
    }

    /** All images of the data set that may be used. */
    List<Manifest.Entry> images(DatasetDefinition definition) {
        return snapshot(definition).images();
    }

    private DatasetSnapshot snapshot(DatasetDefinition definition) {
        return recorder.snapshot(definition.dataset(), definition.split().copies());
    }

    /** @param run its name, unless a run of this number was decided upon already */
    void start(DatasetDefinition definition, TrainingChoice choice, String run, String reason, Standing standing,
            List<TrainingCondition> conditions) throws IOException, InterruptedException {
        String dataset = definition.dataset();
        List<String> reasons = new ArrayList<>(List.of(reason));
        WarmStart start = warmStart(definition, reasons);
        String manifest = manifests.write(dataset, definition.imageSize(), choice.images(), choice.selection(),
                choice.withheld());
        // the number of then, not of now: another instance may have been faster, and its run is this one
        TrainingRequested request = claimed(standing.requested() + 1, new TrainingRequested(dataset, run, manifest,
                definition.base(), definition.plan(), String.join("; ", reasons), start));
        recorder.awaitCurrent();
        if (ledger.request(request.run()).isPresent()) {
            return;
        }
        considerations.say(dataset, Outcome.STARTED, request.run(), request.reason(), standing, conditions);
        // queued before it is requested, so that no trainer's state can be older than this one
        state(dataset, request.run(), RunState.State.QUEUED, request.reason(), () -> true);
        record(request);
    }

    /** @param holds whether it is still so, and nobody else has said it */
    void state(String dataset, String run, RunState.State state, String detail, BooleanSupplier holds)
            throws IOException, InterruptedException {
        recorder.awaitCurrent();
        if (!holds.getAsBoolean()) {
            return;
        }
        Instant now = clock.instant();
        record(new RunState(dataset, run, state, 0, null, detail, now.toEpochMilli(), now));
    }

    private void record(Event event) throws IOException, InterruptedException {
        recorder.record(event);
        ledger.apply(event, clock.instant());
    }

    private TrainingRequested claimed(int number, TrainingRequested request) throws IOException {
        String key = BucketLayout.trainingRequest(request.dataset(), number);
        return bucket.putIfAbsent(key, EventCodec.json().writeValueAsBytes(request), EventCodec.CONTENT_TYPE)
                ? request
                : EventCodec.json().readValue(bucket.get(key), TrainingRequested.class);
    }

    private WarmStart warmStart(DatasetDefinition definition, List<String> reasons) throws IOException {
        if (definition.training().start() == TrainingPolicy.Start.BASE) {
            return null;
        }
        Optional<ChampionModel> champion = ChampionModel.current(bucket, definition.dataset());
        if (champion.isEmpty()) {
            return null;
        }
        Optional<TrainingRequested> run = championsRun(champion);
        if (run.isPresent() && !run.get().base().sha256().equals(definition.base().sha256())) {
            reasons.add("from the base, because the champion was made from another one (" + run.get().base().name() + ")");
            return null;
        }
        return champion.get().weights();
    }

    private Optional<TrainingRequested> championsRun(Optional<ChampionModel> champion) {
        return champion.flatMap(model -> ledger.request(model.pointer().run())).map(TrainingLedger.Requested::request);
    }
}
