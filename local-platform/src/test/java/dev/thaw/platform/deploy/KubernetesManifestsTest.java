package dev.thaw.platform.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.event.Topic;
import dev.thaw.service.ThawConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;

class KubernetesManifestsTest {
    private static final Path K8S = DeploymentFiles.ROOT.resolve("k8s");
    private static final List<String> SERVICES = List.of("thaw-ingest", "thaw-trainer", "thaw-evaluator");

    @Test
    void fitTheKubernetesModelStrictly() throws Exception {
        for (Path file : manifests()) {
            for (JsonNode manifest : DeploymentFiles.all(file)) {
                if (KubernetesModel.kindOf(manifest).startsWith("kustomize.config.k8s.io/")) {
                    continue;
                }
                assertThat(KubernetesModel.metadata(manifest).getName()).as("%s", file).isNotBlank();
                assertThat(KubernetesModel.metadata(manifest).getNamespace()).as("the namespace is the user's: %s", file)
                        .isNull();
                if (!manifest.path("apiVersion").asText().matches("kafka\\.strimzi\\.io/v1|keda\\.sh/v1alpha1")) {
                    assertThat(KubernetesModel.parse(manifest)).as("%s", file).isNotNull();
                }
            }
        }
    }

    @Test
    void wouldNoticeAMisspeltField() throws Exception {
        String misspelt = Files.readString(K8S.resolve("base/trainer.yaml")).replace("livenessProbe", "livelinessProbe");
        JsonNode manifest = DeploymentFiles.parse(misspelt).get(0);

        assertThatThrownBy(() -> KubernetesModel.parse(manifest)).hasMessageContaining("livelinessProbe");
    }

    @Test
    void deployEachServiceWithProbesResourcesAndWithoutPrivileges() {
        List<Deployment> deployments = base(Deployment.class);

        assertThat(deployments).extracting(deployment -> deployment.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        for (Deployment deployment : deployments) {
            PodSpec pod = deployment.getSpec().getTemplate().getSpec();
            Container container = pod.getContainers().get(0);
            assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
            assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
            assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        }
    }

    @Test
    void mountEveryVolumeAndWriteOnlyThere() {
        for (Deployment deployment : base(Deployment.class)) {
            PodSpec pod = deployment.getSpec().getTemplate().getSpec();
            Container container = pod.getContainers().get(0);

            assertThat(pod.getVolumes()).extracting("name")
                    .containsExactlyInAnyOrderElementsOf(
                            container.getVolumeMounts().stream().map(mount -> mount.getName()).toList());
            assertThat(environment().get("THAW_CACHE_DIRECTORY"))
                    .matches(cache -> container.getVolumeMounts().stream()
                            .anyMatch(mount -> cache.startsWith(mount.getMountPath())));
        }
    }

    @Test
    void giveTheServicesAConfigurationThatTheyKnow() {
        ThawConfig config = DeploymentFiles.configuration(environment());

        assertThat(config.bucket()).isEqualTo("thaw");
        assertThat(config.s3().accessKey()).contains("replace-me");
        assertThat(environment()).containsKeys("KAFKA_BOOTSTRAP_SERVERS", "QUARKUS_HTTP_HOST");
        for (Deployment deployment : base(Deployment.class)) {
            Container container = deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
            assertThat(container.getEnvFrom()).anyMatch(source -> source.getConfigMapRef() != null
                    && source.getConfigMapRef().getName().equals(base(ConfigMap.class).get(0).getMetadata().getName()));
            assertThat(container.getEnvFrom()).anyMatch(source -> source.getSecretRef() != null
                    && source.getSecretRef().getName().equals(base(Secret.class).get(0).getMetadata().getName()));
            assertThat(container.getPorts().get(0).getContainerPort()).hasToString(environment().get("QUARKUS_HTTP_PORT"));
        }
    }

    @Test
    void placeTheTrainerOnANodeWithAGpu() {
        Deployment trainer = (Deployment) KubernetesModel.parse(DeploymentFiles.one("k8s/overlays/gpu/trainer-on-gpu.yaml"));
        PodSpec pod = trainer.getSpec().getTemplate().getSpec();

        assertThat(pod.getNodeSelector()).containsEntry("nvidia.com/gpu.present", "true");
        assertThat(pod.getTolerations()).containsExactly(new Toleration("NoSchedule", "nvidia.com/gpu", "Exists", null, null));
        assertThat(pod.getContainers().get(0).getName()).isEqualTo("trainer");
        assertThat(pod.getContainers().get(0).getResources().getLimits().get("nvidia.com/gpu").getAmount()).isEqualTo("1");
    }

    @Test
    void declareEveryTopicOfTheContractForStrimzi() {
        List<JsonNode> topics = DeploymentFiles.all("k8s/overlays/strimzi/topics.yaml");

        assertThat(topics).allSatisfy(topic -> {
            assertThat(KubernetesModel.kindOf(topic)).isEqualTo("kafka.strimzi.io/v1/KafkaTopic");
            assertThat(topic.path("spec").fieldNames()).toIterable().isSubsetOf("partitions", "replicas", "config");
            assertThat(topic.at("/metadata/labels").fieldNames()).toIterable().containsExactly("strimzi.io/cluster");
            assertThat(topic.path("spec").path("config").path("message.timestamp.type").asText()).isEqualTo("LogAppendTime");
        });
        assertThat(topics).extracting(topic -> topic.at("/metadata/name").asText()).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(Topic.values()).flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterName())).toList());
        assertThat(topics.stream().filter(topic -> topic.at("/spec/config/cleanup.policy").asText().equals("compact")))
                .extracting(topic -> topic.at("/metadata/name").asText()).containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Topic.values()).filter(Topic::compacted).map(Topic::topicName).toList());
        assertThat(topics.stream().filter(topic -> topic.at("/spec/config/retention.ms").asLong() == -1))
                .as("what was said never goes by its age").extracting(topic -> topic.at("/metadata/name").asText())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Topic.values()).filter(topic -> !topic.compacted())
                        .map(Topic::topicName).toList());
    }

    @Test
    void scaleTheTrainerByTheRequestsThatWait() {
        JsonNode scaling = DeploymentFiles.one("k8s/overlays/keda/trainer-scaling.yaml");

        assertThat(scaling.at("/spec/scaleTargetRef/name").asText()).isEqualTo("thaw-trainer");
        assertThat(scaling.at("/spec/triggers/0/metadata/topic").asText()).isEqualTo(Topic.TRAINING_REQUESTS.topicName());
        assertThat(scaling.at("/spec/triggers/0/metadata/bootstrapServers").asText())
                .isEqualTo(environment().get("KAFKA_BOOTSTRAP_SERVERS"));
        assertThat(scaling.at("/spec/triggers/0/metadata/offsetResetPolicy").asText()).isEqualTo("earliest");
        scaling.at("/spec/triggers/0/metadata").forEach(value -> assertThat(value.isTextual()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/gpu", "overlays/keda", "overlays/strimzi"})
    void nameOnlyFilesThatAreThere(String directory) {
        JsonNode kustomization = DeploymentFiles.one("k8s/" + directory + "/kustomization.yaml");

        assertThat(kustomization.path("resources")).isNotEmpty()
                .allSatisfy(resource -> assertThat(K8S.resolve(directory).resolve(resource.asText())).exists());
        kustomization.path("patches").forEach(patch -> {
            assertThat(patch.has("path") ^ patch.has("patch")).isTrue();
            assertThat(K8S.resolve(directory).resolve(patch.path("path").asText())).exists();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/gpu", "overlays/keda", "overlays/strimzi"})
    void areBuiltByKustomizeWhereThatIsInstalled(String directory) throws Exception {
        Command.Result result = Command.ifInstalled(K8S, List.of("kubectl", "kustomize", "--help"),
                List.of("kubectl", "kustomize", directory));

        assertThat(result.status()).as(result.output()).isZero();
        List<JsonNode> built = DeploymentFiles.parse(result.output());
        List<Deployment> deployments = KubernetesModel.parse(built, Deployment.class);
        assertThat(deployments).extracting(deployment -> deployment.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        boolean onGpu = deployments.stream().anyMatch(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers()
                .get(0).getResources().getLimits().containsKey("nvidia.com/gpu"));
        assertThat(onGpu).isEqualTo(List.of("overlays/gpu", "overlays/keda").contains(directory));
    }

    private static List<Path> manifests() throws Exception {
        try (Stream<Path> files = Files.walk(K8S)) {
            List<Path> manifests = files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(manifests).hasSizeGreaterThan(8);
            return manifests;
        }
    }

    private static <T extends HasMetadata> List<T> base(Class<T> kind) {
        List<JsonNode> manifests = Stream.of("config", "secret", "ingest", "trainer", "evaluator")
                .flatMap(file -> DeploymentFiles.all("k8s/base/" + file + ".yaml").stream()).toList();
        return KubernetesModel.parse(manifests, kind);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(base(ConfigMap.class).get(0).getData());
        environment.putAll(base(Secret.class).get(0).getStringData());
        return environment;
    }
}
