package dev.thaw.service.tuning;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.finetuning.training.ImageSource;

/** The images of a manifest, fetched from the bucket once, kept on this machine and checked against their hashes. */
public final class BucketImageSource implements ImageSource {
    private static final String SUFFIX = ".png";
    private static final int CHANNELS = 3;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private final LocalCopies copies;
    private final Manifest.ImageSize size;
    private final Map<String, Manifest.Entry> entries;

    /**
     * @param directory where the copies are kept, for all data sets
     * @throws IllegalArgumentException if the manifest lists what is no image of its data set
     */
    public BucketImageSource(Bucket bucket, Path directory, Manifest manifest) {
        manifest.images().forEach(entry -> check(manifest.dataset(), entry));
        this.copies = new LocalCopies(bucket, directory);
        this.size = manifest.imageSize();
        this.entries = manifest.images().stream()
                .collect(Collectors.toUnmodifiableMap(Manifest.Entry::sha256, Function.identity(), (first, same) -> first));
    }

    /**
     * Fetches several images at a time, so that none has to be waited for later.
     *
     * @param onFetched called after each image, with how many are there, on the calling thread
     */
    public void fetch(Collection<String> hashes, int parallel, IntConsumer onFetched)
            throws IOException, InterruptedException {
        ExecutorService fetchers = Executors.newFixedThreadPool(parallel);
        try {
            List<Future<?>> fetches = new ArrayList<>();
            for (String hash : hashes) {
                fetches.add(fetchers.submit(() -> {
                    if (!copies.has(hash, SUFFIX)) {
                        copies.fetch(entry(hash).object(), hash, SUFFIX);
                    }
                    return null;
                }));
            }
            for (int i = 0; i < fetches.size(); i++) {
                fetches.get(i).get();
                onFetched.accept(i + 1);
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
        String key = entry(imageHash).object();
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
        int[] packed = image.getRGB(0, 0, size.width(), size.height(), null, 0, size.width());
        byte[] pixels = new byte[packed.length * CHANNELS];
        for (int i = 0; i < packed.length; i++) {
            pixels[CHANNELS * i] = (byte) (packed[i] >> 16);
            pixels[CHANNELS * i + 1] = (byte) (packed[i] >> 8);
            pixels[CHANNELS * i + 2] = (byte) packed[i];
        }
        return pixels;
    }

    private static void check(String dataset, Manifest.Entry entry) {
        // the hash is part of a file's name, the key says where to read
        if (!HASH.matcher(entry.sha256()).matches() || !entry.object().startsWith("images/" + dataset + "/")) {
            throw new IllegalArgumentException("the manifest of " + dataset + " lists " + entry.object() + " with the hash "
                    + entry.sha256() + ", which is no image of that data set");
        }
    }

    private Manifest.Entry entry(String hash) {
        Manifest.Entry entry = entries.get(hash);
        if (entry == null) {
            throw new IllegalArgumentException("the manifest has no image " + hash);
        }
        return entry;
    }
}
