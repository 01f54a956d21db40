package dev.thaw.ingest.arrival;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Base64;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.Rejection;
import dev.thaw.image.RejectedException;

/** Fetches the bytes that an arrival speaks of, never more than the limit. */
final class Originals {
    private final Bucket bucket;
    private final int limit;

    /** @param limit bytes of an original at most */
    Originals(Bucket bucket, int limit) {
        this.bucket = bucket;
        this.limit = limit;
    }

    byte[] fetch(ImageArrived arrival) throws RejectedException, IOException {
        return arrival.inline() != null ? inline(arrival.inline()) : object(arrival.object());
    }

    private static byte[] inline(String encoded) throws RejectedException {
        if (encoded.length() > (ImageArrived.INLINE_LIMIT + 2) / 3 * 4) {
            throw new RejectedException(Rejection.TOO_LARGE, "the inline image has more than " + ImageArrived.INLINE_LIMIT
                    + " bytes; put it in the bucket and name the object instead");
        }
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new RejectedException(Rejection.CORRUPT,
                    "the inline image is not valid Base64 (" + e.getMessage() + "); encode its bytes again", e);
        }
    }

    private byte[] object(String key) throws RejectedException, IOException {
        try (InputStream in = bucket.open(key)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new RejectedException(Rejection.TOO_LARGE, "the object " + key + " has more than " + limit
                        + " bytes, which is the limit; scale it down before sending it");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new RejectedException(Rejection.MISSING_OBJECT,
                    "there is no object " + key + " in the bucket; upload it and send the arrival again", e);
        }
    }
}
