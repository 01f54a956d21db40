package dev.thaw.contract.bucket;

import java.time.Instant;

/** An object of a listing. @param modified when it was last written, by the server's clock */
public record BucketObject(String key, long size, Instant modified) {
}
