package dev.thaw.finetuning.training;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a store of shards within a size: the backbone that was not used for longest goes first, whole. What the present run needs stays,
 * even if it alone is too large.
 */
record BankLimit(long bytes) {
    private static final Logger LOG = LoggerFactory.getLogger(BankLimit.class);

    static final BankLimit NONE = new BankLimit(Long.MAX_VALUE);

    /**
     * @param coming bytes that are about to be written
     * @param needed hashes of the backbones that stay
     */
    void makeRoom(ShardStore store, long coming, Set<String> needed) {
        if (equals(NONE)) {
            return;
        }
        List<StoredBackbone> oldestFirst = store.backbones().stream().sorted(Comparator.comparing(StoredBackbone::used)).toList();
        long held = oldestFirst.stream().mapToLong(StoredBackbone::bytes).sum();
        for (StoredBackbone backbone : oldestFirst) {
            if (held + coming > bytes && !needed.contains(backbone.hash())) {
                store.delete(backbone.hash());
                held -= backbone.bytes();
                LOG.atInfo().addKeyValue("backbone", backbone.hash()).addKeyValue("bytes", backbone.bytes())
                        .addKeyValue("used", backbone.used()).log("a backbone left the feature bank to make room");
            }
        }
        if (held + coming > bytes) {
            LOG.atWarn().addKeyValue("bytes", held + coming).addKeyValue("limit", bytes)
                    .log("the feature bank of this run alone is larger than its limit: raise the limit, or have fewer variants");
        }
    }
}
