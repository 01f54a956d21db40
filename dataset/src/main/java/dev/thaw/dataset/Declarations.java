package dev.thaw.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.NumberedObjects;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.EventCodec;

/**
 * The definitions of data sets in the bucket, one object for each version. The highest version that is a definition counts; size
 * and fitting of the images are those of the first for ever, because the stored images have them.
 */
public final class Declarations {
    private final Bucket bucket;
    private final Publication publication;

    /** Publishes the event of a declaration, and returns when the broker has it. */
    @FunctionalInterface
    public interface Publication {
        void publish(DatasetDeclared declared) throws IOException, InterruptedException;
    }

    /**
     * What came of a declaration.
     *
     * @param definition that counts from now on
     * @param made false if it counted before: nothing was written
     */
    public record Outcome(DatasetDefinition definition, boolean made) {
    }

    public Declarations(Bucket bucket, Publication publication) {
        this.bucket = bucket;
        this.publication = publication;
    }

    /** The versions that have an object, rising. */
    public static NavigableSet<Integer> versions(Bucket bucket, String dataset) throws IOException {
        return NumberedObjects.numbers(bucket, BucketLayout.datasetDefinitions(dataset));
    }

    /** The definition that counts. What is no definition is passed over: {@link #read} says what is wrong with it. */
    public static Optional<DatasetDefinition> find(Bucket bucket, String dataset) throws IOException {
        NavigableSet<Integer> versions = versions(bucket, dataset);
        Optional<DatasetDefinition> latest = firstOf(bucket, dataset, versions.descendingSet());
        if (latest.isEmpty() || latest.get().version() == 1) {
            return latest;
        }
        DatasetDefinition first = firstOf(bucket, dataset, versions).orElseThrow();
        return latest.map(definition -> definition.withImages(first.imageSize(), first.resize()));
    }

    /**
     * The definition under a version.
     *
     * @throws InvalidDatasetException with every mistake, also if there is no such object
     */
    public static DatasetDefinition read(Bucket bucket, String dataset, int version) throws IOException {
        String key = BucketLayout.datasetDefinition(dataset, version);
        try {
            if (bucket.size(key) > DefinitionObject.LARGEST) {
                throw new InvalidDatasetException("the definition " + key,
                        List.of("it has more than " + DefinitionObject.LARGEST + " bytes; shorten it"));
            }
            return DefinitionObject.read(dataset, version, bucket.get(key));
        } catch (NoSuchFileException e) {
            throw new InvalidDatasetException("the definition " + key,
                    List.of("there is no such object; write the definition before its event"));
        }
    }

    /**
     * Declares a data set so, under the next version, unless it is so already. Labels that were there stay labels.
     *
     * @param wanted its version does not matter
     * @throws InvalidDatasetException if the images were of another size or fitting before
     */
    public Outcome declare(DatasetDefinition wanted) throws IOException, InterruptedException {
        while (true) {
            Optional<DatasetDefinition> present = find(bucket, wanted.dataset());
            DatasetDefinition next = present.isEmpty() ? wanted : following(present.get(), wanted);
            if (present.isPresent() && next.withVersion(present.get().version()).equals(present.get())) {
                return new Outcome(present.get(), false);
            }
            int version = NumberedObjects.highest(bucket, BucketLayout.datasetDefinitions(wanted.dataset())) + 1;
            String key = BucketLayout.datasetDefinition(wanted.dataset(), version);
            next = next.withVersion(version);
            String content = EventCodec.json().writeValueAsString(next);
            if (bucket.putIfAbsent(key, content.getBytes(StandardCharsets.UTF_8), EventCodec.CONTENT_TYPE)) {
                publication.publish(new DatasetDeclared(wanted.dataset(), version, key, content));
                return new Outcome(next, true);
            }
            // somebody else took the number: look again
        }
    }

    private static DatasetDefinition following(DatasetDefinition present, DatasetDefinition wanted) {
        if (!wanted.imageSize().equals(present.imageSize()) || wanted.resize() != present.resize()) {
            throw new InvalidDatasetException("the data set " + present.dataset(),
                    List.of("images: are " + present.imageSize().height() + " x " + present.imageSize().width() + ", "
                            + present.resize().name().toLowerCase(Locale.ROOT)
                            + ", for ever; take another name for images of another size or fitting"));
        }
        return withLabels(wanted, Labels.together(wanted.labels(), present.labels()));
    }

    /** The same with other labels. */
    public static DatasetDefinition withLabels(DatasetDefinition definition, List<String> labels) {
        return new DatasetDefinition(definition.dataset(), definition.version(), labels, definition.imageSize(),
                definition.resize(), definition.split(), definition.trigger(), definition.base(), definition.plan(),
                definition.unknownLabel(), definition.training());
    }

    private static Optional<DatasetDefinition> firstOf(Bucket bucket, String dataset, NavigableSet<Integer> versions)
            throws IOException {
        for (int version : versions) {
            try {
                return Optional.of(read(bucket, dataset, version));
            } catch (InvalidDatasetException e) {
                // passed over: its event is answered on the dead-letter topic
                continue;
            }
        }
        return Optional.empty();
    }
}
