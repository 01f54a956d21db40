package dev.thaw.finetuning.training;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.safetensors.InvalidSafetensorsException;
import dev.thaw.finetuning.safetensors.SafetensorsHeader;

/** The activations of one cut: found in shards, new ones gathered to shards. Not thread-safe. */
final class Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    private static final long SHARD_FLOATS = 4L << 20;
    /** Of small activations, so that the names of the variants do not outgrow them. */
    private static final int SHARD_ROWS = 8192;

    private final CutKey key;
    private final ShardStore store;
    private final ShardCache cache;
    private final Set<String> seen = new HashSet<>();
    private final VariantIndex places = new VariantIndex();
    private final List<Shard> shards = new ArrayList<>();
    private final Map<String, Map<String, float[]>> pending = new LinkedHashMap<>();

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
        return pending.containsKey(variant) || places.find(variant) != null;
    }

    /** Notes that somebody needs a variant, which may not be here yet. @return false if that was noted before */
    boolean need(String variant) {
        return places.need(variant);
    }

    /** @param activations by layer of the cut; kept, not copied */
    void add(String variant, Map<String, float[]> activations) {
        pending.put(variant, activations);
        if (pending.size() * floatsPerVariant() >= SHARD_FLOATS || pending.size() >= SHARD_ROWS) {
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
        VariantIndex.Place place = places.find(variant);
        if (place == null) {
            throw new IllegalStateException("the feature bank has no activations of " + layer + " for " + variant);
        }
        shards.get(place.shard()).copy(layer, place.row(), (int) key.shapes().get(layer).elements(), target, offset);
    }

    long bytesPerVariant() {
        return floatsPerVariant() * key.precision().bytes();
    }

    private long floatsPerVariant() {
        return key.shapes().values().stream().mapToLong(Shape::elements).sum();
    }

    private void index(String name, ByteBuffer content) {
        try {
            SafetensorsHeader header = SafetensorsHeader.of(content);
            shards.add(Shard.of(header, content, key.shapes(), key.precision()));
            int row = 0;
            for (String variant : Shard.variants(header)) {
                places.put(variant, shards.size() - 1, row++);
            }
        } catch (InvalidSafetensorsException e) {
            LOG.atWarn().addKeyValue("backbone", key.hash()).addKeyValue("shard", name).addKeyValue("error", e.getMessage())
                    .log("a shard of the feature bank cannot be used: its activations are computed again");
        }
    }
}
