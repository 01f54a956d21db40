package dev.thaw.finetuning.training;

import java.time.Instant;

/**
 * What a store of shards keeps of one backbone.
 *
 * @param hash of the backbone
 * @param bytes of all its shards
 * @param used when it was last written to or marked as used
 */
public record StoredBackbone(String hash, long bytes, Instant used) {
}
