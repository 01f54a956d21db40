package dev.thaw.service.tuning;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

import javax.imageio.ImageIO;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.finetuning.training.ImageSource;
import dev.thaw.finetuning.training.PackedImages;
import dev.thaw.finetuning.training.RgbPixels;
import dev.thaw.finetuning.training.TrainingImage;

/** The images of a manifest, fetched from the bucket once, kept on this machine and checked against their hashes. */
public final class BucketImageSource implements ImageSource {
    private static final String SUFFIX = ".png";
    /** Fetches begun for each thread. */
    private static final int AHEAD = 4;
    private final LocalCopies copies;
    private final String dataset;
    private final Manifest.ImageSize size;
    private final PackedImages listed;

    /** @param directory where the copies are kept, for all data sets */
    public BucketImageSource(Bucket bucket, Path directory, PackedManifest manifest) {
        this(bucket, directory, manifest.dataset(), manifest.imageSize(), manifest.images());
    }

    /**
     * @param directory where the copies are kept, for all data sets
     * @param listed the images of the data set that may be asked for
     */
    public BucketImageSource(Bucket bucket, Path directory, String dataset, Manifest.ImageSize size, PackedImages listed) {
        this.copies = new LocalCopies(bucket, directory);
        this.dataset = dataset;
        this.size = size;
        this.listed = listed;
    }

    /**
     * Fetches several images at a time, so that none has to be waited for later. No more than a few are held ready.
     *
     * @param onFetched called after each image, with how many are there, on the calling thread
     */
    public void fetch(List<TrainingImage> images, int parallel, IntConsumer onFetched)
            throws IOException, InterruptedException {
        ExecutorService fetchers = Executors.newFixedThreadPool(parallel);
        try {
            Deque<Future<?>> begun = new ArrayDeque<>();
            for (int done = 0, next = 0; done < images.size(); done++) {
                for (; next < images.size() && begun.size() < parallel * AHEAD; next++) {
                    String hash = images.get(next).hash();
                    begun.add(fetchers.submit(() -> {
                        if (!copies.has(hash, SUFFIX)) {
                            copies.fetch(key(hash), hash, SUFFIX);
                        }
                        return null;
                    }));
                }
                begun.remove().get();
                onFetched.accept(done + 1);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("an image could not be fetched: " + e.getCause(), e.getCause());
        } finally {
            fetchers.shutdownNow();
        }
    }

    @Override
    public byte[] pixels(String imageHash) {
        String key = key(imageHash);
        try {
            return decode(key, content(key, imageHash));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] content(String key, String hash) throws IOException {
        if (copies.has(hash, SUFFIX)) {
            byte[] content = Files.readAllBytes(copies.place(hash, SUFFIX));
            if (ContentHash.of(content).equals(hash)) {
                return content;
            }
        }
        return Files.readAllBytes(copies.fetch(key, hash, SUFFIX));
    }

    private byte[] decode(String key, byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        if (image == null || image.getHeight() != size.height() || image.getWidth() != size.width()) {
            throw new IllegalArgumentException(
                    "the object " + key + " is not an image of " + size.height() + " x " + size.width() + " pixels");
        }
        return RgbPixels.of(image);
    }

    private String key(String hash) {
        if (listed.find(hash) < 0) {
            throw new IllegalArgumentException("the manifest of " + dataset + " has no image " + hash);
        }
        return BucketLayout.image(dataset, hash);
    }
}
