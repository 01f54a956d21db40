package dev.thaw.service.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.training.StoredBackbone;
import dev.thaw.testkit.MemoryBucket;

class BucketShardStoreTest {
    private final MemoryBucket bucket = new MemoryBucket();
    private final BucketShardStore store = new BucketShardStore(bucket);

    @Test
    void says_how_large_each_backbone_is_and_when_it_was_last_used() {
        // given
        bucket.at(Instant.parse("2026-01-01T00:00:00Z"));
        store.write("aaa", "1.safetensors", new byte[10]);
        store.write("bbb", "2.safetensors", new byte[20]);
        bucket.at(Instant.parse("2026-01-02T00:00:00Z"));
        store.write("bbb", "3.safetensors", new byte[30]);
        // when
        bucket.at(Instant.parse("2026-01-03T00:00:00Z"));
        store.touch("aaa");
        // then
        Map<String, StoredBackbone> backbones = store.backbones().stream()
                .collect(Collectors.toMap(StoredBackbone::hash, backbone -> backbone));
        assertThat(backbones).containsOnlyKeys("aaa", "bbb");
        assertThat(backbones.get("bbb")).isEqualTo(new StoredBackbone("bbb", 50, Instant.parse("2026-01-02T00:00:00Z")));
        assertThat(backbones.get("aaa").used()).isEqualTo(Instant.parse("2026-01-03T00:00:00Z"));
        assertThat(store.list("aaa")).containsExactly("1.safetensors");
    }

    @Test
    void a_backbone_goes_whole_and_its_shards_are_no_longer_found() throws IOException {
        store.write("aaa", "1.safetensors", new byte[10]);
        store.write("ab", "2.safetensors", new byte[10]);
        store.touch("aaa");

        store.delete("aaa");

        assertThat(store.read("aaa", "1.safetensors")).isEmpty();
        assertThat(store.read("ab", "2.safetensors")).isPresent();
        assertThat(store.backbones()).extracting(StoredBackbone::hash).containsExactly("ab");
        assertThat(bucket.list("features/aaa/")).isEmpty();
    }
}
