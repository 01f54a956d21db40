package dev.thaw.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.smallrye.config.SmallRyeConfigBuilder;

class IngestConfigTest {

    @Test
    void everyKeyHasItsDefault() {
        IngestConfig config = new SmallRyeConfigBuilder().withMapping(IngestConfig.class).build()
                .getConfigMapping(IngestConfig.class);

        assertThat(config.maxBytes()).isEqualTo(32 * 1024 * 1024);
        assertThat(config.maxPixels()).isEqualTo(64_000_000);
        assertThat(config.maxTime()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.decoders()).isEmpty();
        assertThat(config.datasets()).isEmpty();
        assertThat(config.notifications()).isEmpty();
        assertThat(config.reconcileEvery()).isEqualTo(Duration.ofMinutes(10));
    }
}
