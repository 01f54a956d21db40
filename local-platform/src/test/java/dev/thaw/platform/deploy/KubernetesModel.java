package dev.thaw.platform.deploy;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** Parses manifests as an API server does that was told to be strict: an unknown field is an error. */
final class KubernetesModel {
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of("v1/ConfigMap", ConfigMap.class, "v1/Secret",
            Secret.class, "v1/ServiceAccount", ServiceAccount.class, "apps/v1/Deployment", Deployment.class);
    private static final ObjectMapper STRICT = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingElse());

    /** The model keeps fields that it does not know in a map of its own; without this they would be accepted. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    private KubernetesModel() {
    }

    static boolean knows(JsonNode manifest) {
        return KINDS.containsKey(kindOf(manifest));
    }

    static HasMetadata parse(JsonNode manifest) {
        Class<? extends HasMetadata> kind = KINDS.get(kindOf(manifest));
        if (kind == null) {
            throw new IllegalArgumentException("no model for " + kindOf(manifest));
        }
        return STRICT.convertValue(manifest, kind);
    }

    /** Of a resource of another group, whose own fields are not in the model. */
    static ObjectMeta metadata(JsonNode manifest) {
        return STRICT.convertValue(manifest.path("metadata"), ObjectMeta.class);
    }

    static <T extends HasMetadata> List<T> parse(List<JsonNode> manifests, Class<T> kind) {
        return manifests.stream().filter(KubernetesModel::knows).map(KubernetesModel::parse).filter(kind::isInstance)
                .map(kind::cast).toList();
    }

    static String kindOf(JsonNode manifest) {
        return manifest.path("apiVersion").asText() + "/" + manifest.path("kind").asText();
    }
}
