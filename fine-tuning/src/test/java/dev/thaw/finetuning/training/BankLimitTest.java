package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankLimitTest {

    @TempDir
    Path work;

    private DirectoryShardStore store;

    @BeforeEach
    void three_backbones_of_100_bytes() throws IOException {
        store = new DirectoryShardStore(work);
        for (String hash : new String[]{"newest", "oldest", "middle"}) {
            store.write(hash, "one", new byte[60]);
            store.write(hash, "two", new byte[40]);
        }
        used("oldest", "2026-01-01T00:00:00Z");
        used("middle", "2026-01-02T00:00:00Z");
        used("newest", "2026-01-03T00:00:00Z");
    }

    @Test
    void what_was_not_used_for_longest_goes_first_and_no_more_than_must() {
        new BankLimit(250).makeRoom(store, 50, Set.of());

        assertThat(store.backbones()).extracting(StoredBackbone::hash).containsExactlyInAnyOrder("middle", "newest");
        assertThat(store.list("oldest")).isEmpty();
        assertThat(store.list("middle")).containsExactly("one", "two");
    }

    @Test
    void what_fits_stays() {
        new BankLimit(300).makeRoom(store, 0, Set.of());

        assertThat(store.backbones()).hasSize(3).allMatch(backbone -> backbone.bytes() == 100);
    }

    @Test
    void what_the_run_needs_stays_even_if_it_is_the_oldest_and_too_large() {
        new BankLimit(10).makeRoom(store, 50, Set.of("oldest"));

        assertThat(store.backbones()).extracting(StoredBackbone::hash).containsExactly("oldest");
    }

    @Test
    void use_makes_a_backbone_the_newest() {
        store.touch("oldest");

        new BankLimit(100).makeRoom(store, 0, Set.of());

        assertThat(store.backbones()).extracting(StoredBackbone::hash).containsExactly("oldest");
    }

    private void used(String hash, String instant) throws IOException {
        Files.setLastModifiedTime(work.resolve(hash), FileTime.from(Instant.parse(instant)));
    }
}
