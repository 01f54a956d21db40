package dev.thaw.evaluator.store;

import java.io.IOException;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;

/** Who holds a run: of its attempts only the highest that claimed it counts, what an older one still sends is fenced off. */
public final class Claims {
    private static final int FIRST = 1;
    private final Bucket bucket;

    public Claims(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * True if a later attempt has claimed the run, or this one never did: an event of an attempt that is still to come would otherwise
     * fence off those that are there. Attempts are consecutive, so the next number tells.
     */
    public boolean fencedOff(String run, int attempt) throws IOException {
        return bucket.size(BucketLayout.claim(run, attempt + 1)) >= 0
                || attempt > FIRST && bucket.size(BucketLayout.claim(run, attempt)) < 0;
    }
}
