package dev.thaw.ingest.request;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.WarmStart;
import dev.thaw.ingest.dataset.Versions;

/** The champion of a data set, as a run may start from it. */
record ChampionModel(Champion pointer, Bucket bucket) {
    private static final String MODEL = "model.keras";
    private static final String LABELS = "labels.txt";

    /** The one in use now. */
    static Optional<ChampionModel> current(Bucket bucket, String dataset) throws IOException {
        OptionalInt number = Versions.highest(bucket.list(BucketLayout.champions(dataset)));
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Champion pointer = EventCodec.json().readValue(bucket.get(BucketLayout.champion(dataset, number.getAsInt())),
                Champion.class);
        return Optional.of(new ChampionModel(pointer, bucket));
    }

    /** Its weights to start from. */
    WarmStart weights() throws IOException {
        List<String> labels = new String(bucket.get(pointer.model() + LABELS), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank()).toList();
        return new WarmStart(pointer.version(), pointer.model() + MODEL, sha256(pointer.model() + MODEL), labels);
    }

    private String sha256(String key) throws IOException {
        try (InputStream in = bucket.open(key)) {
            return ContentHash.of(in);
        }
    }
}
