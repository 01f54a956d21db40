package dev.thaw.finetuning.training;

import java.util.List;
import java.util.Optional;

/**
 * Where the feature bank keeps its shards for good. Shards are immutable and named by their content, so that writing one
 * twice changes nothing and several trainers may share a store.
 */
public interface ShardStore {

    /** The names of the shards of a backbone. */
    List<String> list(String backboneHash);

    /** A shard's content, which need not be intact: the bank checks it. Empty if somebody has removed it. */
    Optional<byte[]> read(String backboneHash, String shard);

    /** Durable when it returns. */
    void write(String backboneHash, String shard, byte[] content);

    /** Every backbone that has something here. */
    List<StoredBackbone> backbones();

    /** Marks a backbone as used now. */
    void touch(String backboneHash);

    /** Removes all that is here of a backbone; nothing if there is nothing. */
    void delete(String backboneHash);
}
