package dev.thaw.platform.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.event.Topic;
import dev.thaw.service.ThawConfig;

class ComposeFileTest {
    private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");
    private final JsonNode compose = DeploymentFiles.one("docker-compose.yml");

    @Test
    void startsTheBrokerTheS3ServerAndTheThreeServices() {
        assertThat(compose.path("services").fieldNames()).toIterable()
                .containsExactlyInAnyOrder("kafka", "minio", "ingest", "trainer", "evaluator");
        assertThat(compose.at("/services/kafka/image").asText()).matches("apache/kafka:\\d+\\.\\d+\\.\\d+");
        assertThat(compose.at("/services/minio/image").asText()).startsWith("quay.io/minio/minio:RELEASE.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "minio", "ingest", "trainer", "evaluator"})
    void asksEverythingForItsHealthAndRestartsIt(String service) {
        assertThat(setting(service, "healthcheck").path("test")).isNotEmpty();
        assertThat(setting(service, "restart").asText()).isEqualTo("unless-stopped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "trainer", "evaluator"})
    void asksAServiceForItsReadinessWhereItListens(String service) {
        String port = environment(service).get("QUARKUS_HTTP_PORT");

        assertThat(setting(service, "healthcheck").path("test").toString()).contains("/q/health/ready",
                "127.0.0.1/" + port + ";");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "trainer", "evaluator"})
    void buildsAServiceFromADockerfileThatIsThere(String service) {
        JsonNode build = setting(service, "build");
        Path dockerfile = DeploymentFiles.ROOT.resolve(build.path("context").asText()).resolve(build.path("dockerfile").asText());

        assertThat(dockerfile).isRegularFile().content().contains("USER 10001", "eclipse-temurin:17", "target/quarkus-app/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "trainer", "evaluator"})
    void tellsAServiceWhereTheOthersAre(String service) {
        Map<String, String> environment = environment(service);

        ThawConfig config = DeploymentFiles.configuration(environment);

        assertThat(config.s3().endpoint()).isEqualTo("http://minio:9000");
        assertThat(config.s3().accessKey()).contains(environment("minio").get("MINIO_ROOT_USER"));
        assertThat(config.s3().secretKey()).contains(environment("minio").get("MINIO_ROOT_PASSWORD"));
        // MinIO takes no shorter one
        assertThat(environment("minio").get("MINIO_ROOT_PASSWORD")).hasSizeGreaterThanOrEqualTo(8);
        assertThat(environment("kafka").get("KAFKA_ADVERTISED_LISTENERS"))
                .contains("://" + environment.get("KAFKA_BOOTSTRAP_SERVERS"));
        assertThat(environment).containsEntry("QUARKUS_HTTP_HOST", "0.0.0.0");
    }

    @Test
    void letsTheS3ServerTellIngestOfArrivals() {
        Map<String, String> minio = environment("minio");

        assertThat(minio).containsEntry("MINIO_NOTIFY_KAFKA_ENABLE_THAW", "on")
                .containsEntry("MINIO_NOTIFY_KAFKA_BROKERS_THAW", environment("ingest").get("KAFKA_BOOTSTRAP_SERVERS"))
                .containsEntry("MINIO_NOTIFY_KAFKA_TOPIC_THAW", Topic.BUCKET_NOTIFICATIONS.topicName());
        // the target's name is in the variables' names
        assertThat(environment("ingest")).containsEntry("THAW_INGEST_NOTIFICATIONS", "arn:minio:sqs::THAW:kafka");
    }

    @Test
    void wouldNoticeAVariableThatNoServiceKnows() {
        Map<String, String> misspelt = new HashMap<>(environment("trainer"));
        misspelt.put("THAW_BUKET", "thaw");

        assertThatThrownBy(() -> DeploymentFiles.configuration(misspelt)).hasMessageContaining("THAW_BUKET");
    }

    @Test
    void leavesTheTopicsToTheServices() {
        assertThat(environment("kafka")).containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        assertThat(DeploymentFiles.configuration(environment("ingest")).topics().create()).isTrue();
    }

    @Test
    void keepsEveryVolumeThatIsMounted() {
        List<String> mounted = new ArrayList<>();
        compose.path("services").forEach(service -> service.path("volumes")
                .forEach(volume -> mounted.add(volume.asText().substring(0, volume.asText().indexOf(':')))));

        assertThat(compose.path("volumes").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(mounted);
        assertThat(mounted).contains("kafka-data", "minio-data");
    }

    @Test
    void isReachableFromThisHostOnly() {
        compose.path("services").forEach(
                service -> service.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
    }

    @Test
    void isAcceptedByDockerComposeWhereThatIsInstalled() throws Exception {
        Command.Result result = Command.ifInstalled(DeploymentFiles.ROOT, List.of("docker", "compose", "version"),
                List.of("docker", "compose", "-f", "docker-compose.yml", "config", "--quiet"));

        assertThat(result.status()).as(result.output()).isZero();
    }

    @Test
    void hasADockerfileForEveryServiceModule() throws Exception {
        try (var modules = Files.list(DeploymentFiles.ROOT)) {
            List<Path> services = modules.filter(module -> module.getFileName().toString().endsWith("-service")).toList();

            assertThat(services).hasSize(3)
                    .allSatisfy(module -> assertThat(module.resolve("src/main/docker/Dockerfile.jvm")).isRegularFile());
        }
    }

    private JsonNode setting(String service, String key) {
        return compose.path("services").path(service).path(key);
    }

    private Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        setting(service, "environment").properties()
                .forEach(entry -> environment.put(entry.getKey(), withDefaults(entry.getValue().asText())));
        return environment;
    }

    private static String withDefaults(String value) {
        Matcher matcher = WITH_DEFAULT.matcher(value);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(match.group(2)));
    }
}
