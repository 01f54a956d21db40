package dev.thaw.ingest.dataset;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.event.EventCodec;

/**
 * The definitions of data sets, from the bucket. The highest version counts, except for size and fitting of the images:
 * these are the first version's for ever, because the stored images have them. Thread-safe.
 */
public final class Definitions {
    private static final Logger LOG = Logger.getLogger(Definitions.class);
    private final Bucket bucket;
    private final Map<String, DatasetDefinition> cache = new ConcurrentHashMap<>();

    public Definitions(Bucket bucket) {
        this.bucket = bucket;
    }

    /** The definition that counts, from memory where it was read before. */
    public Optional<DatasetDefinition> find(String dataset) throws IOException {
        DatasetDefinition known = cache.get(dataset);
        return known != null ? Optional.of(known) : read(dataset);
    }

    /** The definition that counts, from the bucket. */
    public Optional<DatasetDefinition> read(String dataset) throws IOException {
        List<String> keys = bucket.list(BucketLayout.datasetDefinitions(dataset));
        OptionalInt highest = Versions.highest(keys);
        if (highest.isEmpty()) {
            return Optional.empty();
        }
        DatasetDefinition latest = parse(dataset, highest.getAsInt());
        int lowest = Versions.lowest(keys).orElse(highest.getAsInt());
        DatasetDefinition definition = lowest == highest.getAsInt() ? latest : keepImages(parse(dataset, lowest), latest);
        cache.put(dataset, definition);
        return Optional.of(definition);
    }

    /** The data set was declared anew: read it again when it is needed. */
    public void forget(String dataset) {
        cache.remove(dataset);
    }

    private static DatasetDefinition keepImages(DatasetDefinition first, DatasetDefinition latest) {
        if (first.imageSize().equals(latest.imageSize()) && first.resize() == latest.resize()) {
            return latest;
        }
        LOG.warnf("version %d of the data set %s asks for other images than version %d: they stay %d x %d, %s; "
                + "declare a new data set for another size", latest.version(), latest.dataset(), first.version(),
                first.imageSize().height(), first.imageSize().width(), first.resize());
        return latest.withImages(first.imageSize(), first.resize());
    }

    private DatasetDefinition parse(String dataset, int version) throws IOException {
        String key = BucketLayout.datasetDefinition(dataset, version);
        try {
            return EventCodec.json().readValue(bucket.get(key), DatasetDefinition.class);
        } catch (JsonProcessingException e) {
            throw new InvalidDefinitionException(
                    "the definition " + key + " cannot be read (" + e.getOriginalMessage() + "): declare the data set anew", e);
        }
    }
}
