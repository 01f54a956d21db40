package dev.thaw.platform.dataset;

import java.io.IOException;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.platform.connection.CommandException;

/** Declares data sets: a definition in the bucket, under a new version if anything changed, and the event that tells of it. */
public final class Declaration {
    private final Bucket bucket;
    private final Publication publication;

    /** Publishes the event of a declaration, and returns when the broker has it. */
    public interface Publication {
        void publish(DatasetDeclared declared) throws IOException, InterruptedException;
    }

    public Declaration(Bucket bucket, Publication publication) {
        this.bucket = bucket;
        this.publication = publication;
    }

    /** The definition that counts. */
    public static Optional<DatasetDefinition> find(Bucket bucket, String dataset) throws IOException {
        int version = bucket.list(BucketLayout.datasetDefinitions(dataset)).stream()
                .map(key -> key.substring(key.lastIndexOf('/') + 1))
                .filter(name -> name.matches("[0-9]{1,9}\\.json"))
                .mapToInt(name -> Integer.parseInt(name.substring(0, name.indexOf('.')))).max().orElse(0);
        return version == 0
                ? Optional.empty()
                : Optional.of(EventCodec.json().readValue(bucket.get(BucketLayout.datasetDefinition(dataset, version)),
                        DatasetDefinition.class));
    }

    /** Makes the data set as wished. @return the definition that counts from now on */
    public DatasetDefinition declare(String dataset, DatasetWish wish) throws IOException, InterruptedException {
        while (true) {
            Optional<DatasetDefinition> present = find(bucket, dataset);
            DatasetDefinition wanted = present.isPresent() ? changed(present.get(), wish) : created(dataset, wish);
            if (present.isPresent() && wanted.withVersion(present.get().version()).equals(present.get())) {
                return present.get();
            }
            String key = BucketLayout.datasetDefinition(dataset, wanted.version());
            if (bucket.putIfAbsent(key, EventCodec.json().writeValueAsBytes(wanted), EventCodec.CONTENT_TYPE)) {
                publication.publish(new DatasetDeclared(dataset, wanted.version(), key));
                return wanted;
            }
            // somebody else took the number: look again
        }
    }

    private static DatasetDefinition created(String dataset, DatasetWish wish) {
        if (wish.base() == null || wish.imageSize() == null) {
            throw new CommandException(
                    "there is no data set " + dataset + " yet; say with --base which model its runs start from");
        }
        return new DatasetDefinition(dataset, 1, null, wish.imageSize(), or(wish.resize(), Resize.SQUASH),
                split(SplitPolicy.usual(), wish), TriggerPolicy.every(or(wish.trainEvery(), 0)), wish.base(),
                wish.plan() == null || wish.plan().isEmpty() ? null : wish.plan(), null, null);
    }

    private static DatasetDefinition changed(DatasetDefinition present, DatasetWish wish) {
        ImageSize size = or(wish.imageSize(), present.imageSize());
        Resize resize = or(wish.resize(), present.resize());
        if (!size.equals(present.imageSize()) || resize != present.resize()) {
            throw new CommandException("the images of the data set " + present.dataset() + " are " + present.imageSize().height()
                    + " x " + present.imageSize().width() + ", " + present.resize().name().toLowerCase(java.util.Locale.ROOT)
                    + ", for ever; take another name with --dataset for images of another size or fitting");
        }
        String plan = wish.plan() == null ? present.plan() : wish.plan().isEmpty() ? null : wish.plan();
        return new DatasetDefinition(present.dataset(), present.version() + 1, present.labels(), size, resize,
                split(present.split(), wish),
                wish.trainEvery() == null ? present.trigger() : present.trigger().withNewImages(wish.trainEvery()),
                or(wish.base(), present.base()), plan, present.unknownLabel(), present.training());
    }

    private static SplitPolicy split(SplitPolicy present, DatasetWish wish) {
        return new SplitPolicy(or(wish.validationShare(), present.validation()), or(wish.testShare(), present.test()),
                present.group());
    }

    private static <T> T or(T wished, T otherwise) {
        return wished == null ? otherwise : wished;
    }
}
