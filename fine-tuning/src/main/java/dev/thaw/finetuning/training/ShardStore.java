package dev.thaw.finetuning.training;

import java.util.List;

/**
 * Where the feature bank keeps its shards for good. Shards are immutable and named by their content, so that writing one
 * twice changes nothing and several trainers may share a store.
 */
public interface ShardStore {

    /** The names of the shards of a backbone. */
    List<String> list(String backboneHash);

    /** A shard's content; what comes back need not be intact, the bank checks it. */
    byte[] read(String backboneHash, String shard);

    /** Durable when it returns. */
    void write(String backboneHash, String shard, byte[] content);
}
