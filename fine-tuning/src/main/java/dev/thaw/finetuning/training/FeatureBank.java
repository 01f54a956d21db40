package dev.thaw.finetuning.training;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.thaw.finetuning.augmentation.ImageVariant;

/**
 * The frozen layers' activations, kept per image and variant, so that a frozen layer never runs twice on one image. What it
 * holds is found again by the next epoch, the next stage, and every later run whose base, input size and cut are the same.
 * Float32 and exact. One thread at a time may use a bank; several banks may share a store.
 */
public final class FeatureBank {
    private final ShardStore store;
    private final ShardCache cache;
    private final Map<String, Shelf> shelves = new HashMap<>();
    private final Set<String> counted = new HashSet<>();
    private long hits;
    private long misses;

    /**
     * @param store keeps the shards for good
     * @param cacheDirectory on a local disk: shards are copied there and mapped into memory; what is there is used again
     */
    public FeatureBank(ShardStore store, Path cacheDirectory) {
        this.store = store;
        this.cache = new ShardCache(store, cacheDirectory);
    }

    /** How many (image, variant, cut) triples were found here when they were first needed. */
    public long hits() {
        return hits;
    }

    /** How many had to be computed. */
    public long misses() {
        return misses;
    }

    Shelf shelf(CutKey key) {
        return shelves.computeIfAbsent(key.hash(), hash -> new Shelf(key, store, cache));
    }

    /** Counts a variant that is needed at a cut, the first time it is. */
    void count(CutKey key, ImageVariant variant, boolean found) {
        if (counted.add(key.hash() + "/" + variant.name())) {
            hits += found ? 1 : 0;
            misses += found ? 0 : 1;
        }
    }
}
