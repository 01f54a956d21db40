package dev.thaw.platform.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.service.ThawConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The files in the project's root that say how to deploy, as trees; a key that stands twice in a file is an error. */
final class DeploymentFiles {
    static final Path ROOT = Path.of(System.getProperty("thaw.root"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeploymentFiles() {
    }

    static JsonNode one(String file) {
        List<JsonNode> documents = all(file);
        if (documents.size() != 1) {
            throw new IllegalArgumentException(file + " has " + documents.size() + " documents, not one");
        }
        return documents.get(0);
    }

    static List<JsonNode> all(String file) {
        return all(ROOT.resolve(file));
    }

    static List<JsonNode> all(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Anchors and merge keys are resolved, as Compose and Kubernetes do. */
    static List<JsonNode> parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
            documents.add(JSON.valueToTree(document));
        }
        return documents;
    }

    /** What the services make of these variables; fails on a {@code THAW_} one that their configuration does not know. */
    static ThawConfig configuration(Map<String, String> environment) {
        List<String> known = variables("THAW", ThawConfig.class);
        known.addAll(ofIngest());
        environment.keySet().stream().filter(name -> name.startsWith("THAW_") && !known.contains(name)).findAny()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("no service knows " + name + "; they know " + known);
                });
        return new SmallRyeConfigBuilder().addDefaultInterceptors().withSources(new EnvConfigSource(environment, 300))
                .withMapping(ThawConfig.class).build().getConfigMapping(ThawConfig.class);
    }

    /** Those that only ingest knows, read from its source: a Quarkus application is on nobody's class path. */
    private static List<String> ofIngest() {
        try {
            String source = Files
                    .readString(ROOT.resolve("ingest-service/src/main/java/dev/thaw/ingest/service/IngestConfig.java"));
            return Pattern.compile("(?m)^ {4}[A-Z]?[\\w<>]+ (\\w+)\\(\\);").matcher(source).results()
                    .map(method -> "THAW_INGEST_" + method.group(1).replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment variables of a configuration interface, by the rules of MicroProfile Config. */
    private static List<String> variables(String prefix, Class<?> mapping) {
        List<String> variables = new ArrayList<>();
        for (Method method : mapping.getDeclaredMethods()) {
            String variable = prefix + "_" + method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            if (method.getReturnType().getEnclosingClass() == ThawConfig.class) {
                variables.addAll(variables(variable, method.getReturnType()));
            } else {
                variables.add(variable);
            }
        }
        return variables;
    }
}
