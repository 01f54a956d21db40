package dev.thaw.evaluator.promotion;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.function.IntFunction;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.EventCodec;

/**
 * Makes a decision once, whoever makes it and however often: it is written down before anything follows from it, as a create-once
 * object, and whoever comes later takes the one that is there. A decision that changes the champion takes effect with the next
 * numbered pointer. If that number was taken meanwhile, the decision came too late, and the next attempt at it is written down
 * beside it; only then, so that a decision which stands is never followed by another.
 */
public final class Settlement {
    private final Bucket bucket;
    private final Champions champions;

    public Settlement(Bucket bucket, Champions champions) {
        this.bucket = bucket;
        this.champions = champions;
    }

    /** Decides on how things are now. */
    @FunctionalInterface
    public interface Judgement {
        Settled decide() throws IOException;
    }

    /**
     * The decision that stands, in effect when this returns.
     *
     * @param keys of the decision's objects, by attempt
     * @param judgement asked where nothing is decided yet, or the decision came too late
     */
    public Settled settle(IntFunction<String> keys, Judgement judgement) throws IOException {
        for (int attempt = 1;; attempt++) {
            Settled settled = written(keys.apply(attempt), judgement);
            if (settled.pointer() == null || champions.crown(settled.pointer())) {
                return settled;
            }
        }
    }

    private Settled written(String key, Judgement judgement) throws IOException {
        try {
            return read(key);
        } catch (NoSuchFileException nobodyYet) {
            Settled settled = judgement.decide();
            return bucket.putIfAbsent(key, EventCodec.json().writeValueAsBytes(settled), EventCodec.CONTENT_TYPE)
                    ? settled
                    : read(key);
        }
    }

    private Settled read(String key) throws IOException {
        return EventCodec.json().readValue(bucket.get(key), Settled.class);
    }
}
