package dev.thaw.platform.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.ModelObjects;

/** Copies a model out of the bucket. */
final class ModelCopy {
    private static final List<String> NEEDED = List.of(ModelObjects.NETWORK, ModelObjects.ONNX, ModelObjects.LABELS);
    private static final List<String> WELCOME = List.of(ModelObjects.PLAN, ModelObjects.METRICS, ModelObjects.LINEAGE,
            ModelObjects.REPORT);

    private ModelCopy() {
    }

    /** @param prefix of the model's objects @return the file of the network */
    static Path to(Path directory, Bucket bucket, String prefix) throws IOException {
        Files.createDirectories(directory);
        for (String name : NEEDED) {
            Files.write(directory.resolve(name), bucket.get(prefix + name));
        }
        for (String name : WELCOME) {
            if (bucket.size(prefix + name) >= 0) {
                Files.write(directory.resolve(name), bucket.get(prefix + name));
            } else {
                // what an older copy left there would tell of another model
                Files.deleteIfExists(directory.resolve(name));
            }
        }
        return directory.resolve(ModelObjects.NETWORK).toAbsolutePath();
    }
}
