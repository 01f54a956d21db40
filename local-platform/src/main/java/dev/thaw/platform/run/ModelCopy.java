package dev.thaw.platform.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.thaw.contract.bucket.Bucket;

/** Copies a model out of the bucket. */
final class ModelCopy {
    static final String NETWORK = "model.keras";
    static final String ONNX = "model.onnx";
    private static final List<String> NEEDED = List.of(NETWORK, ONNX, "labels.txt");
    static final String REPORT = "report.html";
    private static final List<String> WELCOME = List.of("plan.yaml", "metrics.json", "lineage.json", REPORT);

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
        return directory.resolve(NETWORK).toAbsolutePath();
    }
}
