package dev.thaw.platform.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.keras.published.PublishedCatalogue;
import dev.thaw.finetuning.keras.published.PublishedWeights;
import dev.thaw.finetuning.keras.published.UnavailableWeightsException;
import dev.thaw.finetuning.keras.published.WeightsCache;
import dev.thaw.platform.connection.CommandException;

/**
 * The base that a person chose: a file, or published weights by their name. Those come from the folder where they are kept,
 * or from where they are published, or from a bucket in which somebody had put them.
 */
public final class BaseChoice {
    private final Path file;
    private final PublishedWeights published;
    private final Preprocessing preprocessing;
    private final Application architecture;
    private final Path directory;
    private final WeightsCache cache;
    private UnavailableWeightsException missing;

    private BaseChoice(Path file, PublishedWeights published, Preprocessing preprocessing, Application architecture,
            Path directory, WeightsCache cache) {
        this.file = file;
        this.published = published;
        this.preprocessing = preprocessing;
        this.architecture = architecture;
        this.directory = directory;
        this.cache = cache;
    }

    /**
     * @param fileOrName a file if there is one of that name
     * @param preprocessing null: recognised
     * @param architecture of a file of weights alone; null: recognised
     * @param directory where files are kept
     * @throws CommandException if it is neither a file nor a name of published weights
     */
    public static BaseChoice of(String fileOrName, Preprocessing preprocessing, Application architecture, Path directory,
            WeightsCache cache) {
        Path file = Path.of(fileOrName);
        if (Files.isRegularFile(file)) {
            return new BaseChoice(file, null, preprocessing, architecture, directory, cache);
        }
        PublishedWeights published = PublishedCatalogue.find(fileOrName).orElseThrow(() -> new CommandException(
                "there is no base model " + fileOrName + "; give a Keras file, .h5 or .keras, or a name such as "
                        + String.join(", ", PublishedCatalogue.nearest(file.getFileName().toString()))));
        if (architecture != null) {
            throw new CommandException("--architecture is for a file of weights; " + published.name() + " names its own");
        }
        return new BaseChoice(null, published, preprocessing, null, directory, cache);
    }

    /**
     * The base from this machine or the network.
     *
     * @throws UnavailableWeightsException if published weights are neither here nor to be had
     */
    public BaseFile here() throws IOException, InterruptedException {
        if (published != null) {
            return base(cache.file(published));
        }
        return architecture == null
                ? BaseFile.read(file, preprocessing)
                : BaseFile.read(file, preprocessing, architecture, directory);
    }

    /** The base from this machine or the network; empty if only a bucket could still have it. */
    public Optional<BaseFile> findHere() throws IOException, InterruptedException {
        try {
            return Optional.of(here());
        } catch (UnavailableWeightsException e) {
            missing = e;
            return Optional.empty();
        }
    }

    /**
     * The base from a bucket, after {@link #findHere()} found none.
     *
     * @throws UnavailableWeightsException if it is not there either: why it could not be fetched
     */
    public BaseFile in(Bucket bucket) throws IOException {
        List<String> keys = bucket.list(BucketLayout.base(published.name(), "")).stream()
                .filter(key -> key.endsWith("-" + published.fileName())).toList();
        for (String key : keys) {
            try (InputStream content = bucket.open(key)) {
                return base(cache.keep(published, content, "the bucket's " + key));
            } catch (UnavailableWeightsException e) {
                missing.addSuppressed(e);
            }
        }
        throw missing;
    }

    private BaseFile base(Path kept) throws IOException {
        BaseFile base = BaseFile.read(kept, preprocessing);
        return new BaseFile(published.name(), kept, base.model().resized(published.size(), published.size()));
    }
}
