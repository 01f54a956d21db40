package dev.thaw.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.smallrye.config.SmallRyeConfigBuilder;

class SharedSettingsTest {
    @TempDir
    Path directory;

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Object> kafka = new HashMap<>();
    private String brokers = "localhost:9092";

    @BeforeEach
    void good() {
        values.put("thaw.s3.access-key", "somebody");
        values.put("thaw.s3.secret-key", "secret");
        values.put("thaw.cache-directory", directory.resolve("cache").toString());
    }

    @Test
    void aGoodConfigurationHasNoMistake() {
        brokers = "one:9092, two.example.com:9093,[::1]:9094";

        assertThat(mistakes()).isEmpty();
    }

    @Test
    void everyMistakeIsNamedAtOnce() throws Exception {
        // given
        values.putAll(Map.of("thaw.s3.endpoint", "minio:9000", "thaw.bucket", "My_Bucket", "thaw.topic-prefix", "a b",
                "thaw.topics.partitions", "0", "thaw.topics.replication", "0", "thaw.feature-bank-mebibytes", "-1",
                "thaw.startup-patience", "PT0S", "thaw.cache-directory", Files.createFile(directory.resolve("file")).toString()));
        values.remove("thaw.s3.access-key");
        values.put("thaw.s3.secret-key-file", directory.resolve("nothing").toString());
        values.put("thaw.s3.ca-certificate", directory.resolve("file").toString());
        brokers = "http://localhost:9092";
        kafka.put("ssl.truststore.location", directory.resolve("no-such.pem").toString());
        kafka.put("ssl.keystore.location", directory.resolve("no-such.p12").toString());
        kafka.put("security.protocol", "SECRET");

        // when
        List<String> mistakes = mistakes();

        // then
        assertThat(mistakes).hasSize(16);
        for (String key : List.of("thaw.s3.endpoint", "thaw.s3.access-key is missing", "thaw.s3.secret-key-file are set",
                "nothing cannot be read", "thaw.s3.ca-certificate", "thaw.bucket", "thaw.topic-prefix", "kafka.bootstrap.servers",
                "thaw.cache-directory", "thaw.feature-bank-mebibytes", "thaw.startup-patience", "thaw.topics.partitions",
                "thaw.topics.replication", "kafka.ssl.truststore.location", "kafka.ssl.keystore.location", "security.protocol")) {
            assertThat(mistakes).as(key).anyMatch(mistake -> mistake.contains(key));
        }
    }

    @Test
    void theMessageListsThem() {
        assertThatThrownBy(() -> {
            throw new UnusableConfigurationException(List.of("a is wrong", "b is missing"));
        }).hasMessage("the configuration has 2 mistakes:\n  - a is wrong\n  - b is missing");
    }

    @Test
    void keysComeFromFiles() throws Exception {
        // given
        values.remove("thaw.s3.access-key");
        values.remove("thaw.s3.secret-key");
        values.put("thaw.s3.access-key-file", Files.writeString(directory.resolve("access"), "somebody\n").toString());
        values.put("thaw.s3.secret-key-file", Files.writeString(directory.resolve("secret"), "hush\n").toString());

        // then
        assertThat(mistakes()).isEmpty();
        assertThat(Secret.accessKey(config().s3())).isEqualTo("somebody");
        assertThat(Secret.secretKey(config().s3())).isEqualTo("hush");
    }

    @Test
    void aKeyFileThatIsEmptyAndAPortThatIsNoneAreMistakes() throws Exception {
        // given
        values.remove("thaw.s3.secret-key");
        values.put("thaw.s3.secret-key-file", Files.writeString(directory.resolve("empty"), " \n").toString());

        // then
        assertThat(mistakes()).containsExactly("thaw.s3.secret-key-file: " + directory.resolve("empty") + " is empty");
        assertThat(new HttpSettings(99_999).mistakes()).containsExactly("quarkus.http.port must be 0 to 65535, not 99999");
        assertThat(new HttpSettings(0).mistakes()).isEmpty();
    }

    private List<String> mistakes() {
        kafka.put("bootstrap.servers", brokers);
        return new SharedSettings(config(), new KafkaConnection(kafka)).mistakes();
    }

    private ThawConfig config() {
        return new SmallRyeConfigBuilder().withMapping(ThawConfig.class).withDefaultValues(values).build()
                .getConfigMapping(ThawConfig.class);
    }
}
