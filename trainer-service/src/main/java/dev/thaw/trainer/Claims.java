package dev.thaw.trainer;

import java.io.IOException;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.event.EventCodec;

/** Gives out the attempts of runs. Claims are create-once objects with consecutive numbers, so that two trainers never hold the same one. */
final class Claims {
    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,8})\\.json");
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
        int attempt = highest(run) + 1;
        while (true) {
            Claim claim = new Claim(run, attempt, holder, clock.instant());
            if (bucket.putIfAbsent(BucketLayout.claim(run, attempt), EventCodec.json().writeValueAsBytes(claim),
                    "application/json")) {
                return claim;
            }
            attempt++;
        }
    }

    /** Whether no later attempt was claimed. Attempts are consecutive, so the next number tells. */
    boolean stands(Claim claim) throws IOException {
        return bucket.size(BucketLayout.claim(claim.run(), claim.attempt() + 1)) < 0;
    }

    private int highest(String run) throws IOException {
        String prefix = BucketLayout.claims(run);
        int highest = 0;
        for (String key : bucket.list(prefix)) {
            Matcher name = NAME.matcher(key.substring(prefix.length()));
            if (name.matches()) {
                highest = Math.max(highest, Integer.parseInt(name.group(1)));
            }
        }
        return highest;
    }
}
