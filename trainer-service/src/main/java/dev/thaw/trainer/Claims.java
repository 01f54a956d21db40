package dev.thaw.trainer;

import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.NumberedObjects;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.service.tuning.BucketCheckpointStore;

/** Gives out the attempts of runs. Claims are create-once objects with consecutive numbers, so that two trainers never hold the same one. */
final class Claims {
    private final Bucket bucket;
    private final String holder;
    private final Clock clock;

    Claims(Bucket bucket, String holder, Clock clock) {
        this.bucket = bucket;
        this.holder = holder;
        this.clock = clock;
    }

    /** Takes the next free attempt of a run, which makes every earlier one void. */
    Claim next(String run) throws IOException {
        return next(run, 0);
    }

    /** The same after an outage. @param own the attempt that this process had before, which ended nobody: it is no try; 0 for none */
    Claim next(String run, int own) throws IOException {
        while (true) {
            Claim claim = after(run, latest(run), own);
            if (bucket.putIfAbsent(BucketLayout.claim(run, claim.attempt()), EventCodec.json().writeValueAsBytes(claim),
                    "application/json")) {
                return claim;
            }
            // somebody was quicker, and goes on from there
        }
    }

    private Claim after(String run, Optional<Claim> before, int own) throws IOException {
        if (before.isEmpty()) {
            return new Claim(run, 1, holder, clock.instant(), null, 1);
        }
        Claim last = before.get();
        String from = new BucketCheckpointStore(bucket, run, last.attempt()).newest().orElse(last.from());
        int tries = Objects.equals(from, last.from()) ? last.tries() + (last.attempt() == own ? 0 : 1) : 1;
        return new Claim(run, last.attempt() + 1, holder, clock.instant(), from, tries);
    }

    /** The claim that counts. */
    Optional<Claim> latest(String run) throws IOException {
        int highest = NumberedObjects.highest(bucket, BucketLayout.claims(run));
        return highest == 0
                ? Optional.empty()
                : Optional.of(EventCodec.json().readValue(bucket.get(BucketLayout.claim(run, highest)), Claim.class));
    }

    /** Whether no later attempt was claimed. Attempts are consecutive, so the next number tells. */
    boolean stands(Claim claim) throws IOException {
        return bucket.size(BucketLayout.claim(claim.run(), claim.attempt() + 1)) < 0;
    }
}
