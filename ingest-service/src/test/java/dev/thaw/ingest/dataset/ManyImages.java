package dev.thaw.ingest.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.image.PictureSignature;
import dev.thaw.ingest.request.TrainingLedger;

/**
 * Takes many images into what ingest remembers, writes two manifests of them and tells of both. Arguments: how many, and an empty
 * directory. Says what the memory was used for; a process with too little ends otherwise.
 */
final class ManyImages {
    private static final String DATASET = "leaves";
    private static final int TAKEN_AWAY = 1000;

    private ManyImages() {
    }

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        DatasetCatalog catalog = new DatasetCatalog();
        TrainingLedger ledger = new TrainingLedger();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < count; i++) {
            ImageIngested event = image(i, random);
            catalog.apply(event);
            ledger.apply(event, Instant.ofEpochMilli(i));
        }
        AtomicInteger told = new AtomicInteger();
        EventRecorder recorder = new EventRecorder(catalog,
                event -> told.addAndGet(((ManifestWritten) event).added().size() + ((ManifestWritten) event).removed().size()),
                event -> {
                }, Knowledge.ALWAYS_CURRENT);
        Manifests manifests = new Manifests(new DirectoryBucket(Path.of(arguments[1])), catalog, recorder);
        DatasetSnapshot snapshot = recorder.snapshot(DATASET, SplitPolicy.Copies.WITHHOLD);
        write(manifests, snapshot, snapshot.images().size());
        write(manifests, snapshot, snapshot.images().size() - TAKEN_AWAY);
        if (told.get() != snapshot.images().size() + TAKEN_AWAY
                || manifests.known(BucketLayout.manifest(DATASET, 1)) != count) {
            throw new IllegalStateException(told + " images were told of");
        }
        System.out.printf("%d images: %d bytes each in the catalog, %d in the ledger%n", count, catalog.bytes() / count,
                ledger.bytes() / count);
    }

    private static void write(Manifests manifests, DatasetSnapshot snapshot, int images)
            throws IOException, InterruptedException {
        manifests.write(DATASET, new Manifest.ImageSize(32, 32), snapshot.images().subList(0, images), null,
                snapshot.withheld());
    }

    private static ImageIngested image(int number, SplittableRandom random) {
        String hash = String.format("%016x%016x%016x%016x", random.nextLong(), random.nextLong(), random.nextLong(),
                random.nextLong());
        PictureSignature signature = new PictureSignature(random.nextLong(), random.nextLong(), random.nextLong(),
                random.nextLong(), random.nextInt(1 << 16), random.nextInt(1 << 24));
        return new ImageIngested(DATASET, DATASET + "/camera-" + number % 16 + "/" + number, hash,
                BucketLayout.image(DATASET, hash),
                number % 2 == 0 ? "oak" : "elm", Split.values()[random.nextInt(3)], false, 32, 32, 3000, null,
                new Origin("images.arrived", number % 4, number), signature.toString(), null);
    }
}
