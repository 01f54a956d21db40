package dev.thaw.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.smallrye.config.SmallRyeConfigBuilder;

class ThawConfigTest {

    @Test
    void hasADefaultForEverythingButTheKeysOfTheBucket() {
        ThawConfig config = new SmallRyeConfigBuilder().withMapping(ThawConfig.class)
                .withDefaultValue("thaw.s3.access-key", "somebody").withDefaultValue("thaw.s3.secret-key", "secret")
                .build().getConfigMapping(ThawConfig.class);

        assertThat(config.topicPrefix()).isEmpty();
        assertThat(config.bucket()).isEqualTo("thaw");
        assertThat(config.cacheDirectory()).isEqualTo(Path.of("/tmp/thaw"));
        assertThat(config.featureBankMebibytes()).isEqualTo(20480);
        assertThat(config.startupPatience()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.s3().endpoint()).isEqualTo("http://127.0.0.1:9000");
        assertThat(config.s3().region()).isEqualTo("us-east-1");
        assertThat(config.s3().accessKey()).contains("somebody");
        assertThat(config.s3().secretKey()).contains("secret");
        assertThat(config.topics().create()).isTrue();
        assertThat(config.topics().partitions()).isEqualTo(1);
        assertThat(config.topics().replication()).isEqualTo((short) -1);
    }
}
