package dev.thaw.finetuning.training;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.thaw.finetuning.augmentation.ImageVariant;

/**
 * The frozen layers' activations, kept per image and variant, so that a frozen layer never runs twice on one image. What it
 * holds is found again by the next epoch, the next stage, and every later run whose base, input size and cut are the same.
 * What comes back has the same bits the first time and later: it always comes from a shard. One thread at a time may use a bank; several banks may share a store.
 */
public final class FeatureBank {
    private final ShardStore store;
    private final ShardStore copies;
    private final BankLimit limit;
    private final ShardCache cache;
    private final Map<String, Shelf> shelves = new HashMap<>();
    private long hits;
    private long misses;

    /**
     * @param store keeps the shards for good
     * @param cacheDirectory on a local disk: shards are copied there and mapped into memory; what is there is used again
     */
    public FeatureBank(ShardStore store, Path cacheDirectory) {
        this(store, cacheDirectory, BankLimit.NONE);
    }

    /**
     * @param limitBytes how large the store may grow, and by itself the directory; the backbone that was not used for longest makes room
     */
    public FeatureBank(ShardStore store, Path cacheDirectory, long limitBytes) {
        this(store, cacheDirectory, new BankLimit(limitBytes));
    }

    private FeatureBank(ShardStore store, Path cacheDirectory, BankLimit limit) {
        this.store = store;
        this.copies = new DirectoryShardStore(cacheDirectory);
        this.limit = limit;
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
        Shelf known = shelves.get(key.hash());
        if (known != null) {
            return known;
        }
        Shelf shelf = new Shelf(key, store, cache);
        shelves.put(key.hash(), shelf);
        if (key.isBanked()) {
            store.touch(key.hash());
            copies.touch(key.hash());
            limit.makeRoom(copies, 0, shelves.keySet());
        }
        return shelf;
    }

    /** To be called before so many bytes are written. */
    void makeRoom(long coming) {
        limit.makeRoom(store, coming, shelves.keySet());
        limit.makeRoom(copies, coming, shelves.keySet());
    }

    /** Counts a variant that is needed at a cut, the first time it is. */
    void count(Shelf shelf, ImageVariant variant) {
        boolean found = shelf.contains(variant.name());
        if (shelf.need(variant.name())) {
            hits += found ? 1 : 0;
            misses += found ? 0 : 1;
        }
    }
}
