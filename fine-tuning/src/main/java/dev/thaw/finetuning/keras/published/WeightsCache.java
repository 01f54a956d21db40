package dev.thaw.finetuning.keras.published;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder of published weights: each is fetched once, checked, and kept. What does not pass its check is removed. Several
 * processes may use one folder.
 */
public final class WeightsCache {
    private final Path directory;
    private final URI mirror;
    private final WeightsDownload download;

    /**
     * @param mirror where the files are to be fetched from instead of their public addresses, by file name; null for none
     * @param listener is told how much has come
     */
    public WeightsCache(Path directory, URI mirror, DownloadListener listener) {
        this.directory = directory;
        this.mirror = mirror;
        this.download = new WeightsDownload(listener);
    }

    /** Told of a download while it goes on. */
    @FunctionalInterface
    public interface DownloadListener {

        /** @param total bytes that will come, or -1 if the server does not say */
        void received(PublishedWeights weights, long bytes, long total);
    }

    /**
     * The file of the weights, from the folder or from where they are published.
     *
     * @throws UnavailableWeightsException if they are neither here nor to be had
     */
    public Path file(PublishedWeights weights) throws IOException, InterruptedException {
        Optional<Path> kept = kept(weights);
        if (kept.isPresent()) {
            return kept.get();
        }
        List<URI> addresses = mirror == null ? weights.addresses() : List.of(mirrored(weights));
        UnavailableWeightsException failure = null;
        for (URI address : addresses) {
            try {
                return fetched(weights, address);
            } catch (UnavailableWeightsException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = failure == null ? e : failure;
            }
        }
        throw failure;
    }

    /** The file of the weights if it is in the folder; one that is damaged is removed. */
    public Optional<Path> kept(PublishedWeights weights) throws IOException {
        Path file = directory.resolve(weights.fileName());
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (WeightsCheck.complaint(weights, file) != null) {
            Files.deleteIfExists(file);
            return Optional.empty();
        }
        return Optional.of(file);
    }

    /**
     * Keeps what somebody else had.
     *
     * @throws UnavailableWeightsException if it is not what was published
     */
    public Path keep(PublishedWeights weights, InputStream content, String source) throws IOException {
        Path arriving = arriving(weights);
        try {
            Files.copy(content, arriving);
            return checked(weights, arriving, source);
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    private Path fetched(PublishedWeights weights, URI address) throws IOException, InterruptedException {
        Path arriving = arriving(weights);
        try {
            download.fetch(weights, address, arriving);
            return checked(weights, arriving, address.toString());
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    private Path checked(PublishedWeights weights, Path arriving, String source) throws IOException {
        String complaint = WeightsCheck.complaint(weights, arriving);
        if (complaint != null) {
            throw new UnavailableWeightsException("what came for " + weights.name() + " from " + source + " " + complaint
                    + "; it was removed: try again, or give a file that you trust with --base FILE");
        }
        return Files.move(arriving, directory.resolve(weights.fileName()), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    private Path arriving(PublishedWeights weights) throws IOException {
        Files.createDirectories(directory);
        return directory.resolve("." + weights.fileName() + "." + UUID.randomUUID());
    }

    private URI mirrored(PublishedWeights weights) {
        String base = mirror.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + weights.fileName());
    }
}
