package dev.thaw.ingest.arrival;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Rejection;
import dev.thaw.image.ImageIntake;
import dev.thaw.image.PictureSignature;
import dev.thaw.image.PreparedImage;
import dev.thaw.image.RejectedException;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.ingest.dataset.Definitions;
import dev.thaw.ingest.dataset.EventRecorder;
import dev.thaw.ingest.dataset.GroupRule;
import dev.thaw.ingest.dataset.SplitRule;

/**
 * Answers each arrival with one event: ingested, rejected or held. The image is stored before its event is published, and an
 * arrival that comes again is answered as before, so that everything may be repeated at any point. Thread-safe.
 */
public final class ArrivalIntake {
    private static final int LOCKS = 64;

    private final LabelRule labels;
    private final Originals originals;
    private final ImageIntake images;
    private final int permits;
    private final Semaphore decoders;
    private final Bucket bucket;
    private final DatasetCatalog catalog;
    private final EventRecorder recorder;
    private final Object[] locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();

    /**
     * @param byteLimit bytes of an original at most
     * @param decoders how many images may be in memory, decoded, at the same time
     */
    public ArrivalIntake(Definitions definitions, Bucket bucket, ImageIntake images, DatasetCatalog catalog,
            EventRecorder recorder, int byteLimit, int decoders) {
        this.labels = new LabelRule(definitions);
        this.originals = new Originals(bucket, byteLimit);
        this.images = images;
        this.permits = decoders;
        this.decoders = new Semaphore(decoders, true);
        this.bucket = bucket;
        this.catalog = catalog;
        this.recorder = recorder;
    }

    /**
     * Handles one arrival to its end.
     *
     * @param origin the record that it came by; null where it is not known
     * @return true if the data set has an image more than before
     * @throws IOException if the broker or the S3 server fails: nothing is decided, try again
     */
    public boolean accept(ImageArrived arrival, Origin origin) throws IOException, InterruptedException {
        if (answeredBefore(arrival)) {
            return false;
        }
        try {
            DatasetDefinition definition = labels.definitionFor(arrival);
            PreparedImage image = prepare(arrival, definition);
            labels.admit(definition, arrival.label());
            return store(arrival, origin, definition, image);
        } catch (HeldException e) {
            answer(arrival, new ImageHeld(arrival, e.getMessage()));
            return false;
        } catch (RejectedException e) {
            answer(arrival, new ImageRejected(arrival.dataset(), arrival.arrival(), arrival.label(), arrival.object(),
                    e.reason(), e.getMessage(), arrival.attempt(), origin, null));
            return false;
        }
    }

    private void answer(ImageArrived arrival, Event answer) throws IOException, InterruptedException {
        recorder.awaitCurrent();
        if (!answeredBefore(arrival)) {
            recorder.record(answer);
        }
    }

    private boolean answeredBefore(ImageArrived arrival) throws IOException, InterruptedException {
        Optional<Event> answer = catalog.answerTo(arrival);
        if (answer.isPresent()) {
            recorder.repeat(answer.get());
        }
        return answer.isPresent();
    }

    private PreparedImage prepare(ImageArrived arrival, DatasetDefinition definition)
            throws RejectedException, IOException, InterruptedException {
        try {
            return prepare(arrival, definition, 1);
        } catch (RejectedException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                // perhaps those beside it took the memory: once more, alone
                return prepare(arrival, definition, permits);
            }
            throw e;
        }
    }

    private PreparedImage prepare(ImageArrived arrival, DatasetDefinition definition, int room)
            throws RejectedException, IOException, InterruptedException {
        // the original is fetched inside as well: it is part of what an image holds in memory
        decoders.acquire(room);
        try {
            return images.prepare(originals.fetch(arrival), definition.imageSize(), definition.resize());
        } finally {
            decoders.release(room);
        }
    }

    private boolean store(ImageArrived arrival, Origin origin, DatasetDefinition definition, PreparedImage image)
            throws IOException, InterruptedException {
        String sha256 = image.sha256();
        // of two arrivals of the same picture at the same time one comes second
        synchronized (locks[Math.floorMod(sha256.hashCode(), LOCKS)]) {
            String object = BucketLayout.image(arrival.dataset(), sha256);
            if (catalog.labelOf(arrival.dataset(), sha256).isEmpty()) {
                bucket.putIfAbsent(object, image.png(), "image/png");
            }
            // nothing slow from here on: what is known now still holds when the answer is published
            recorder.awaitCurrent();
            if (answeredBefore(arrival)) {
                return false;
            }
            Optional<String> known = catalog.labelOf(arrival.dataset(), sha256);
            if (known.isPresent() && !known.get().equals(arrival.label())) {
                recorder.record(new ImageRejected(arrival.dataset(), arrival.arrival(), arrival.label(), arrival.object(),
                        Rejection.LABEL_CONFLICT, "the same picture is in the data set with the label \"" + known.get()
                                + "\" and cannot have \"" + arrival.label() + "\" too, so no run uses it any more; find out how"
                                + " two labels came about",
                        arrival.attempt(), origin, sha256));
                return false;
            }
            Optional<String> group = GroupRule.group(definition.split(), arrival);
            Optional<String> look = definition.split().copies() == SplitPolicy.Copies.USE
                    ? Optional.empty()
                    : image.signature().map(SplitRule::look);
            String drawnFrom = group.or(() -> look).orElse(sha256);
            recorder.record(new ImageIngested(arrival.dataset(), arrival.arrival(), sha256, object, arrival.label(),
                    SplitRule.assign(definition, drawnFrom, arrival.split()), known.isPresent(), image.originalWidth(),
                    image.originalHeight(), image.originalBytes(), group.orElse(null), origin,
                    image.signature().map(PictureSignature::toString).orElse(null), arrival.split()));
            return known.isEmpty();
        }
    }
}
