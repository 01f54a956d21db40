package dev.thaw.ingest.request;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.ModelObjects;
import dev.thaw.contract.bucket.NumberedObjects;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.WarmStart;

/** The champion of a data set, as a run may start from it. */
record ChampionModel(Champion pointer, Bucket bucket) {
    /** The one in use now. */
    static Optional<ChampionModel> current(Bucket bucket, String dataset) throws IOException {
        int number = NumberedObjects.highest(bucket, BucketLayout.champions(dataset));
        if (number == 0) {
            return Optional.empty();
        }
        Champion pointer = EventCodec.json().readValue(bucket.get(BucketLayout.champion(dataset, number)),
                Champion.class);
        return Optional.of(new ChampionModel(pointer, bucket));
    }

    /** Its weights to start from. */
    WarmStart weights() throws IOException {
        List<String> labels = new String(bucket.get(pointer.model() + ModelObjects.LABELS), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank()).toList();
        String network = pointer.model() + ModelObjects.NETWORK;
        return new WarmStart(pointer.version(), network, ContentHash.of(bucket, network), labels);
    }
}
