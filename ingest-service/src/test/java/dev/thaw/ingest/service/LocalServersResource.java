package dev.thaw.ingest.service;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

import dev.thaw.servers.LocalServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A real broker and a real S3 server for a test. */
public class LocalServersResource implements QuarkusTestResourceLifecycleManager {
    private LocalServers servers;

    @Override
    public Map<String, String> start() {
        try {
            servers = LocalServers.start(Files.createTempDirectory("ingest-test"));
            return Map.of("kafka.bootstrap.servers", servers.bootstrapServers(),
                    "thaw.s3.endpoint", servers.s3Endpoint(),
                    "thaw.s3.access-key", servers.accessKey(),
                    "thaw.s3.secret-key", servers.secretKey());
        } catch (IOException e) {
            throw new IllegalStateException("the local servers did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the local servers started", e);
        }
    }

    @Override
    public void stop() {
        if (servers != null) {
            servers.close();
        }
    }
}
