package dev.thaw.ingest.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.dataset.Declarations;

/** The definitions that count, remembered until they are declared anew. Thread-safe. */
public final class Definitions {
    private final Bucket bucket;
    private final Declarations declarations;
    private final Map<String, DatasetDefinition> cache = new ConcurrentHashMap<>();

    /** @param publication tells of a data set that grew by a label */
    public Definitions(Bucket bucket, Declarations.Publication publication) {
        this.bucket = bucket;
        this.declarations = new Declarations(bucket, publication);
    }

    /** The definition that counts, from memory where it was read before. */
    public Optional<DatasetDefinition> find(String dataset) throws IOException {
        DatasetDefinition known = cache.get(dataset);
        return known != null ? Optional.of(known) : read(dataset);
    }

    /** The definition that counts, from the bucket. */
    public Optional<DatasetDefinition> read(String dataset) throws IOException {
        Optional<DatasetDefinition> definition = Declarations.find(bucket, dataset);
        definition.ifPresent(found -> cache.put(dataset, found));
        return definition;
    }

    /** The data set was declared anew: read it again when it is needed. */
    public void forget(String dataset) {
        cache.remove(dataset);
    }

    /** Declares a data set anew with one label more. */
    public void grow(DatasetDefinition definition, String label) throws IOException, InterruptedException {
        List<String> labels = new ArrayList<>(definition.labels());
        labels.add(label);
        // of two that grow it at the same time the second finds the first one's label, and keeps it
        declarations.declare(Declarations.withLabels(definition, labels));
        read(definition.dataset());
    }
}
