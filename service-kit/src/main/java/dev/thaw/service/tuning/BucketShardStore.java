package dev.thaw.service.tuning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.BucketObject;
import dev.thaw.finetuning.training.ShardStore;
import dev.thaw.finetuning.training.StoredBackbone;

/** The feature bank's shards in the bucket, where every trainer and evaluator finds them. */
public record BucketShardStore(Bucket bucket) implements ShardStore {

    @Override
    public List<String> list(String backboneHash) {
        String prefix = BucketLayout.features(backboneHash);
        String used = BucketLayout.featuresUsed(backboneHash);
        try {
            return bucket.list(prefix).stream().filter(key -> !key.equals(used)).map(key -> key.substring(prefix.length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> read(String backboneHash, String shard) {
        try {
            return Optional.of(bucket.get(BucketLayout.features(backboneHash, shard)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
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

    @Override
    public List<StoredBackbone> backbones() {
        Map<String, StoredBackbone> backbones = new LinkedHashMap<>();
        try {
            for (BucketObject object : bucket.objects(BucketLayout.features())) {
                String place = object.key().substring(BucketLayout.features().length());
                int slash = place.indexOf('/');
                if (slash > 0) {
                    backbones.merge(place.substring(0, slash),
                            new StoredBackbone(place.substring(0, slash), object.size(), object.modified()),
                            BucketShardStore::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArrayList<>(backbones.values());
    }

    @Override
    public void touch(String backboneHash) {
        try {
            bucket.put(BucketLayout.featuresUsed(backboneHash), Instant.now().toString().getBytes(StandardCharsets.UTF_8),
                    "text/plain");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(String backboneHash) {
        try {
            for (String key : bucket.list(BucketLayout.features(backboneHash))) {
                bucket.delete(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredBackbone sum(StoredBackbone one, StoredBackbone other) {
        Instant used = one.used().isAfter(other.used()) ? one.used() : other.used();
        return new StoredBackbone(one.hash(), one.bytes() + other.bytes(), used);
    }
}
