package dev.thaw.ingest.notification;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

import dev.thaw.contract.event.Defect;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.InvalidEventException;
import dev.thaw.ingest.arrival.ObjectArrival;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.ingest.dataset.EventSink;

/**
 * Makes arrivals of the S3 server's notifications: each object that was created where arrivals lie is announced on
 * {@code images.arrived}, as if somebody had sent the event, unless it was answered before. Thread-safe.
 */
public final class NotificationIntake {
    private final String bucket;
    private final DatasetCatalog catalog;
    private final EventSink sink;
    private final Consumer<Ignored> ignored;

    /** Why a record says nothing to a data set. */
    public enum Ignored {
        /** Of another bucket. */
        BUCKET,
        /** Nothing was created. */
        EVENT,
        /** Not where arrivals lie. */
        KEY,
        /** An arrival that has its answer. */
        ANSWERED
    }

    /**
     * @param bucket the name of the bucket that arrivals are in
     * @param ignored hears of each record that is passed over
     */
    public NotificationIntake(String bucket, DatasetCatalog catalog, EventSink sink, Consumer<Ignored> ignored) {
        this.bucket = bucket;
        this.catalog = catalog;
        this.sink = sink;
        this.ignored = ignored;
    }

    /**
     * @param json the record's value as the S3 server wrote it
     * @throws InvalidEventException if it is no notification
     */
    public void accept(byte[] json) throws InvalidEventException, IOException, InterruptedException {
        for (CreatedObject object : BucketNotification.read(json)) {
            if (!object.bucket().equals(bucket)) {
                ignored.accept(Ignored.BUCKET);
            } else if (!object.created()) {
                ignored.accept(Ignored.EVENT);
            } else {
                announce(object);
            }
        }
    }

    private void announce(CreatedObject object) throws InvalidEventException, IOException, InterruptedException {
        Optional<ImageArrived> arrival;
        try {
            arrival = ObjectArrival.of(object.key(), object.metadata());
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(Defect.INVALID, e.getMessage(), e);
        }
        if (arrival.isEmpty()) {
            ignored.accept(Ignored.KEY);
        } else if (catalog.answerTo(arrival.get()).isPresent()) {
            ignored.accept(Ignored.ANSWERED);
        } else {
            sink.publish(arrival.get());
        }
    }
}
