package dev.thaw.ingest.dataset;

import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.Event;

/**
 * Publishes what was decided and takes it into the catalog, as one step for whoever takes a snapshot: who has seen an
 * image's event on the topic and asks for a training finds that image in the manifest. Thread-safe.
 */
public final class EventRecorder {
    private final DatasetCatalog catalog;
    private final EventSink sink;
    private final Consumer<Event> listener;
    private final Knowledge knowledge;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    /** @param listener hears each event once it is recorded, but not repetitions */
    public EventRecorder(DatasetCatalog catalog, EventSink sink, Consumer<Event> listener, Knowledge knowledge) {
        this.catalog = catalog;
        this.sink = sink;
        this.listener = listener;
        this.knowledge = knowledge;
    }

    /** Before the last look at what is to be recorded: see {@link Knowledge#awaitCurrent}. */
    public void awaitCurrent() throws InterruptedException {
        knowledge.awaitCurrent();
    }

    /** Publishes an event and waits for the broker; nothing is recorded if that fails. */
    public void record(Event event) throws IOException, InterruptedException {
        lock.readLock().lockInterruptibly();
        try {
            sink.publish(event);
            catalog.apply(event);
        } finally {
            lock.readLock().unlock();
        }
        listener.accept(event);
    }

    /** Publishes an event that is in the catalog already, for an arrival that came again. */
    public void repeat(Event event) throws IOException, InterruptedException {
        sink.publish(event);
    }

    /** A data set's images: all whose event was published before. */
    public DatasetSnapshot snapshot(String dataset, SplitPolicy.Copies copies) {
        lock.writeLock().lock();
        try {
            return catalog.snapshot(dataset, copies);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
