package dev.thaw.ingest.dataset;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.text.PlainName;
import dev.thaw.dataset.BaseReference;
import dev.thaw.dataset.DatasetFile;
import dev.thaw.dataset.Declarations;
import dev.thaw.dataset.InvalidDatasetException;

/** Completes the files of data sets with what is in the bucket, for who reads no Keras files. */
public final class BucketBases {
    private final Bucket bucket;

    public BucketBases(Bucket bucket) {
        this.bucket = bucket;
    }

    /** @throws InvalidDatasetException if the base is not in the bucket, or the size of the images is not known */
    public DatasetDefinition definition(DatasetFile file) throws IOException {
        Optional<DatasetDefinition> present = Declarations.find(bucket, file.dataset());
        BaseModel base = file.base().complete() ? file.base().model() : find(file, present);
        ImageSize size = present.map(DatasetDefinition::imageSize).orElse(null);
        if (file.imageSize() == null && size == null) {
            throw new InvalidDatasetException("the data set " + file.dataset(),
                    List.of("images.size: is missing; only the thaw command takes it from the base"));
        }
        return file.definition(base, size);
    }

    private BaseModel find(DatasetFile file, Optional<DatasetDefinition> present) throws IOException {
        BaseReference wanted = file.base();
        if (!PlainName.matches(wanted.name())) {
            throw missing(file, "is not the name of a base in the bucket: \"" + wanted.name() + "\"");
        }
        List<String> keys = bucket.list(BucketLayout.base(wanted.name(), ""));
        Optional<BaseModel> known = present.map(DatasetDefinition::base).filter(
                base -> base.name().equals(wanted.name()) && keys.contains(base.object()) && agree(wanted, base));
        if (known.isPresent()) {
            return known.get();
        }
        if (keys.size() != 1) {
            throw missing(file, keys.isEmpty()
                    ? "there is no " + BucketLayout.base(wanted.name(), "<file>") + " in the bucket; put the Keras file there"
                    : "there are " + keys.size() + " objects below " + BucketLayout.base(wanted.name(), "")
                            + "; say which with {name: ..., object: ..., sha256: ...}");
        }
        return new BaseModel(wanted.name(), keys.get(0), ContentHash.of(bucket, keys.get(0)), wanted.preprocessing());
    }

    private static boolean agree(BaseReference wanted, BaseModel base) {
        return wanted.preprocessing() == null || wanted.preprocessing().equals(base.preprocessing());
    }

    private static InvalidDatasetException missing(DatasetFile file, String what) {
        return new InvalidDatasetException("the data set " + file.dataset(), List.of("base: " + what));
    }
}
