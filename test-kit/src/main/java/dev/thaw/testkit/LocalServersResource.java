package dev.thaw.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.thaw.servers.LocalServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A real broker and a real S3 server for the test of a service, with a cache directory of its own. What the test gives as
 * {@code initArgs} becomes the service's configuration too. Nothing of it is left when the test is over.
 */
public final class LocalServersResource implements QuarkusTestResourceLifecycleManager {
    private final Map<String, String> settings = new HashMap<>();
    private Path directory;
    private LocalServers servers;

    @Override
    public void init(Map<String, String> initArgs) {
        settings.putAll(initArgs);
    }

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("thaw-service-test");
            servers = LocalServers.start(directory.resolve("servers"));
        } catch (IOException e) {
            throw new IllegalStateException("the local servers did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the local servers started", e);
        }
        settings.put("kafka.bootstrap.servers", servers.bootstrapServers());
        settings.put("thaw.s3.endpoint", servers.s3Endpoint());
        settings.put("thaw.s3.access-key", servers.accessKey());
        settings.put("thaw.s3.secret-key", servers.secretKey());
        settings.put("thaw.cache-directory", directory.resolve("cache").toString());
        return settings;
    }

    @Override
    public void stop() {
        if (servers != null) {
            servers.close();
        }
        if (directory != null) {
            remove(directory);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }
}
