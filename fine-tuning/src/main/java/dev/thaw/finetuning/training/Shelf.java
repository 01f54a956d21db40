package dev.thaw.finetuning.training;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.safetensors.InvalidSafetensorsException;

/** The activations of one cut: found in shards, new ones gathered to shards. Not thread-safe. */
final class Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    private static final long SHARD_FLOATS = 4L << 20;

    private final CutKey key;
    private final ShardStore store;
    private final ShardCache cache;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Map<String, float[]>> pending = new LinkedHashMap<>();

    private record Place(Shard shard, int row) {
    }

    Shelf(CutKey key, ShardStore store, ShardCache cache) {
        this.key = key;
        this.store = store;
        this.cache = cache;
        if (key.isBanked()) {
            refresh();
        }
    }

    CutKey key() {
        return key;
    }

    /** Takes in what others have written to the store since. */
    void refresh() {
        for (String name : store.list(key.hash())) {
            if (name.endsWith(ShardCache.SUFFIX) && seen.add(name)) {
                cache.get(key.hash(), name).ifPresent(content -> index(name, content));
            }
        }
    }

    boolean contains(String variant) {
        return places.containsKey(variant) || pending.containsKey(variant);
    }

    /** @param activations by layer of the cut; kept, not copied */
    void add(String variant, Map<String, float[]> activations) {
        pending.put(variant, activations);
        if (pending.size() * floatsPerVariant() >= SHARD_FLOATS) {
            flush();
        }
    }

    /** Writes what is not in the store yet. */
    void flush() {
        if (!pending.isEmpty()) {
            byte[] content = Shard.write(pending, key.shapes(), key.precision());
            pending.clear();
            String name = ShardCache.nameOf(content);
            seen.add(name);
            index(name, cache.put(key.hash(), content));
        }
    }

    /** Copies one variant's activations of a layer; the variant must have been flushed. */
    void copy(String variant, String layer, float[] target, int offset) {
        Place place = places.get(variant);
        if (place == null) {
            throw new IllegalStateException("the feature bank has no activations of " + layer + " for " + variant);
        }
        place.shard().copy(layer, place.row(), (int) key.shapes().get(layer).elements(), target, offset);
    }

    long bytesPerVariant() {
        return floatsPerVariant() * key.precision().bytes();
    }

    private long floatsPerVariant() {
        return key.shapes().values().stream().mapToLong(Shape::elements).sum();
    }

    private void index(String name, ByteBuffer content) {
        try {
            Shard shard = Shard.read(content, key.shapes(), key.precision());
            for (int row = 0; row < shard.variants().size(); row++) {
                places.putIfAbsent(shard.variants().get(row), new Place(shard, row));
            }
        } catch (InvalidSafetensorsException e) {
            LOG.atWarn().addKeyValue("backbone", key.hash()).addKeyValue("shard", name).addKeyValue("error", e.getMessage())
                    .log("a shard of the feature bank cannot be used: its activations are computed again");
        }
    }
}
