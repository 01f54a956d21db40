package dev.thaw.service.tuning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.finetuning.keras.BaseModelReader;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.network.Shape;

/** Base models from the bucket: the file is fetched once, checked against its hash and kept on this machine. */
public final class BaseModelCache {
    private final LocalCopies copies;

    /** @param directory where the files are kept */
    public BaseModelCache(Bucket bucket, Path directory) {
        this.copies = new LocalCopies(bucket, directory);
    }

    /**
     * The base model for images of the given size.
     *
     * @throws java.nio.file.NoSuchFileException if the bucket has no such object
     * @throws ContentMismatchException if the object is not the one that was named
     * @throws dev.thaw.finetuning.keras.KerasFileException if it is no model that can be read
     * @throws IllegalArgumentException if the preprocessing is not known or the network cannot take images of that size
     */
    public dev.thaw.finetuning.keras.BaseModel read(BaseModel base, Manifest.ImageSize size) throws IOException {
        String object = base.object();
        Path file = copies.file(object, base.sha256(), object.endsWith(".keras") ? ".keras" : ".h5");
        dev.thaw.finetuning.keras.BaseModel read = BaseModelReader.read(file, preprocessing(base.preprocessing()));
        Shape input = read.backbone().inputs().get(0).shape();
        boolean fits = input.get(0) == size.height() && input.get(1) == size.width();
        return fits ? read : read.resized(size.height(), size.width());
    }

    private static Preprocessing preprocessing(String name) {
        if (name == null) {
            return null;
        }
        try {
            return Preprocessing.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the preprocessing of a base is tf, caffe, torch, unit or none, not \"" + name + "\"", e);
        }
    }
}
