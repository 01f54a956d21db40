package dev.thaw.ingest.reconcile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketObject;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.ingest.arrival.ObjectArrival;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.ingest.dataset.EventSink;

/**
 * Finds the originals in the bucket that nobody told of, because a notification was lost or there are none, and announces them on
 * {@code images.arrived}; also those that were rejected for a reason that holds no longer.
 */
public final class BucketReconciliation {
    private static final Logger LOG = Logger.getLogger(BucketReconciliation.class);
    private static final int PAGE = 1000;

    private final Bucket bucket;
    private final DatasetCatalog catalog;
    private final PassedReasons reasons;
    private final EventSink sink;

    public BucketReconciliation(Bucket bucket, DatasetCatalog catalog, PassedReasons reasons, EventSink sink) {
        this.bucket = bucket;
        this.catalog = catalog;
        this.reasons = reasons;
        this.sink = sink;
    }

    /**
     * Lists the bucket's arrivals once, a page at a time.
     *
     * @param before objects written later are left for the next round: word of them may be on its way
     * @param limit announcements at most; the next round finds the rest
     * @return how many were announced
     */
    public int round(Instant before, int limit) throws IOException, InterruptedException {
        int announced = 0;
        String after = "";
        List<BucketObject> page;
        do {
            page = bucket.objects(ObjectArrival.FOLDER, after, PAGE);
            for (BucketObject object : page) {
                after = object.key();
                if (announced < limit && object.modified().isBefore(before) && ObjectArrival.is(object.key())) {
                    announced += announce(object.key()) ? 1 : 0;
                }
            }
        } while (page.size() == PAGE && announced < limit);
        return announced;
    }

    private boolean announce(String key) throws IOException, InterruptedException {
        Optional<Event> answer = catalog.lastAnswerTo(key);
        if (answer.isPresent() && !(answer.get() instanceof ImageRejected rejected && reasons.passed(rejected))) {
            return false;
        }
        Optional<ImageArrived> arrival = arrival(key);
        if (arrival.isEmpty()) {
            return false;
        }
        int attempt = answer.map(rejected -> ((ImageRejected) rejected).attempt() + 1).orElse(0);
        sink.publish(arrival.get().again(attempt));
        return true;
    }

    private Optional<ImageArrived> arrival(String key) throws IOException {
        try {
            return ObjectArrival.of(key, bucket.metadata(key));
        } catch (NoSuchFileException e) {
            // removed since it was listed
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            LOG.warnf("%s; it is not taken in before it is written anew", e.getMessage());
            return Optional.empty();
        }
    }
}
