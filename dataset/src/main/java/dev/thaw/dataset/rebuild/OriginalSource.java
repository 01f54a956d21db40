package dev.thaw.dataset.rebuild;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Base64;
import java.util.List;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.ImageArrived;

/** Where originals are looked for: in the event itself, then in one bucket after the other. */
final class OriginalSource {
    private final List<Bucket> buckets;

    OriginalSource(List<Bucket> buckets) {
        this.buckets = List.copyOf(buckets);
    }

    byte[] fetch(ImageArrived arrival) throws IOException, RebuildException {
        if (arrival.inline() == null) {
            return object(arrival.object());
        }
        try {
            return Base64.getDecoder().decode(arrival.inline());
        } catch (IllegalArgumentException e) {
            throw new RebuildException("the inline bytes of the arrival " + arrival.id() + " are no Base64 any more");
        }
    }

    byte[] object(String key) throws IOException, RebuildException {
        for (Bucket bucket : buckets) {
            try {
                return bucket.get(key);
            } catch (NoSuchFileException e) {
                // the next bucket may have it
                continue;
            }
        }
        throw new RebuildException("the original " + key + " is in no bucket; put it back there");
    }
}
