package dev.thaw.ingest;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import javax.imageio.ImageIO;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.bucket.UnknownLabel;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.image.ImageIntake;
import dev.thaw.image.ImageLimits;
import dev.thaw.ingest.arrival.ArrivalIntake;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.ingest.dataset.Definitions;
import dev.thaw.ingest.dataset.EventRecorder;
import dev.thaw.ingest.dataset.Manifests;
import dev.thaw.ingest.request.TrainingLedger;
import dev.thaw.ingest.request.TrainingRequests;
import dev.thaw.testkit.MemoryBucket;

/** The ingest service without a framework: its plain classes over a bucket in memory and a list of published events. */
public final class World {
    public static final BaseModel BASE = new BaseModel("tiny", "bases/tiny/tiny.h5", "ab".repeat(32), null);

    private final AtomicLong offset = new AtomicLong();
    private Class<? extends Event> pausedBefore;
    private Meanwhile meanwhile;
    public final MemoryBucket bucket;
    public final List<Event> published = new CopyOnWriteArrayList<>();
    public final DatasetCatalog catalog = new DatasetCatalog();
    public final Definitions definitions;
    public final TrainingLedger ledger = new TrainingLedger();
    public final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    public final EventRecorder recorder = new EventRecorder(catalog, this::publish,
            event -> ledger.apply(event, clock.instant()), this::awaitCurrent);
    public final Manifests manifests;
    public final ArrivalIntake arrivals;
    public final TrainingRequests requests;

    public World() {
        this(new MemoryBucket());
    }

    /** A process beside others that have the same bucket. It reads what they publish when it is told to: {@link #reads}. */
    public World(MemoryBucket bucket) {
        this.bucket = bucket;
        this.definitions = new Definitions(bucket, published::add);
        this.manifests = new Manifests(bucket, catalog, recorder);
        this.arrivals = new ArrivalIntake(definitions, bucket,
                new ImageIntake(new ImageLimits(1 << 20, 1_000_000, Duration.ofMinutes(5))), catalog, recorder, 1 << 20, 2);
        this.requests = new TrainingRequests(definitions, ledger, recorder, manifests, bucket, clock);
    }

    /** A manifest in the bucket, as a whole. */
    public Manifest manifest(String key) throws IOException {
        return EventCodec.json().readValue(bucket.get(key), Manifest.class);
    }

    /** Declares the next version of a data set of 16 x 16 images. */
    public void declare(String dataset, List<String> labels, int trainEvery) throws IOException {
        int version = bucket.list(BucketLayout.datasetDefinitions(dataset)).size() + 1;
        declare(new DatasetDefinition(dataset, version, labels, new ImageSize(16, 16), DatasetDefinition.Resize.SQUASH,
                SplitPolicy.shares(0.2, 0.2), TriggerPolicy.every(trainEvery), BASE, null, null, null));
    }

    /** Declares the next version of a data set of 16 x 16 images with a closed list of labels. */
    public void declare(String dataset, List<String> labels, UnknownLabel unknownLabel) throws IOException {
        int version = bucket.list(BucketLayout.datasetDefinitions(dataset)).size() + 1;
        declare(new DatasetDefinition(dataset, version, labels, new ImageSize(16, 16), DatasetDefinition.Resize.SQUASH,
                SplitPolicy.shares(0.2, 0.2), null, BASE, null, unknownLabel, null));
    }

    public void declare(DatasetDefinition definition) throws IOException {
        bucket.put(BucketLayout.datasetDefinition(definition.dataset(), definition.version()),
                EventCodec.json().writeValueAsBytes(definition), EventCodec.CONTENT_TYPE);
        definitions.forget(definition.dataset());
    }

    /** An arrival with inline bytes. */
    public static ImageArrived inline(String dataset, String name, String label, byte[] original, Split wish) {
        return new ImageArrived(dataset, "test", name, label, null, Base64.getEncoder().encodeToString(original), wish);
    }

    /** A PNG file that differs from all others with another number, and looks different. */
    public static byte[] picture(int number) {
        Random random = new Random(number);
        BufferedImage image = new BufferedImage(24, 20, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 480; i++) {
            image.setRGB(i % 24, i / 24, random.nextInt(1 << 24));
        }
        return png(image);
    }

    public static byte[] png(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** Hands over an arrival as the next record of its topic. */
    public boolean accept(ImageArrived arrival) throws IOException, InterruptedException {
        return arrivals.accept(arrival, new Origin("images.arrived", 0, offset.getAndIncrement()));
    }

    /** What another instance does. */
    @FunctionalInterface
    public interface Meanwhile {
        void happens();
    }

    /** This instance is paused once it has decided what to publish next; that happens until it goes on. */
    public void pausedWhile(Meanwhile happening) {
        pausedBefore = null;
        meanwhile = happening;
    }

    /** This instance is paused when it publishes the next event of a kind; that happens until it goes on. */
    public void pausedWhilePublishing(Class<? extends Event> kind, Meanwhile happening) {
        pausedBefore = kind;
        meanwhile = happening;
    }

    private void awaitCurrent() {
        if (pausedBefore == null) {
            pause();
        }
    }

    private void publish(Event event) {
        if (pausedBefore != null && pausedBefore.isInstance(event)) {
            pause();
        }
        published.add(event);
    }

    private void pause() {
        Meanwhile now = meanwhile;
        meanwhile = null;
        if (now != null) {
            now.happens();
        }
    }

    /** Another instance publishes, and this one reads it. */
    public void reads(Event event) {
        published.add(event);
        catalog.apply(event);
        ledger.apply(event, clock.instant());
    }

    /** The events of a kind that were published, in order. */
    public <E extends Event> List<E> published(Class<E> kind) {
        return published.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
