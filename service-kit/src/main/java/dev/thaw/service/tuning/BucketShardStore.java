package dev.thaw.service.tuning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.finetuning.training.ShardStore;

/** The feature bank's shards in the bucket, where every trainer and evaluator finds them. */
public record BucketShardStore(Bucket bucket) implements ShardStore {

    @Override
    public List<String> list(String backboneHash) {
        String prefix = BucketLayout.features(backboneHash);
        try {
            return bucket.list(prefix).stream().map(key -> key.substring(prefix.length())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] read(String backboneHash, String shard) {
        try {
            return bucket.get(BucketLayout.features(backboneHash, shard));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(String backboneHash, String shard, byte[] content) {
        try {
            bucket.put(BucketLayout.features(backboneHash, shard), content, "application/octet-stream");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
