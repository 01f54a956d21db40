package dev.thaw.service.tuning;

import java.io.IOException;
import java.nio.file.Path;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.WarmStart;
import dev.thaw.finetuning.export.ModelFile;
import dev.thaw.finetuning.export.ModelFileException;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.training.StartingModel;

/** Models that runs start from, from the bucket: the file is fetched once, checked against its hash and kept on this machine. */
public final class StartingModelCache {
    private final LocalCopies copies;

    /** @param directory where the files are kept */
    public StartingModelCache(Bucket bucket, Path directory) {
        this.copies = new LocalCopies(bucket, directory);
    }

    /**
     * @param start null where a run starts from its base
     * @return null for null
     * @throws java.nio.file.NoSuchFileException if the bucket has no such object
     * @throws ContentMismatchException if the object is not the one that was named
     * @throws IllegalArgumentException if it is no model that can be read
     */
    public StartingModel read(WarmStart start) throws IOException {
        if (start == null) {
            return null;
        }
        Path file = copies.file(start.object(), start.sha256(), ".keras");
        try {
            return new StartingModel(ModelFile.read(file).weights(), start.labels());
        } catch (KerasFileException | ModelFileException e) {
            throw new IllegalArgumentException("the model " + start.object() + " to start from cannot be read: " + e.getMessage(),
                    e);
        }
    }
}
