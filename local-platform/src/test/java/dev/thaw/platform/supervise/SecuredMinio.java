package dev.thaw.platform.supervise;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.bouncycastle.crypto.InvalidCipherTextException;

import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.bucket.S3HttpClient;
import dev.thaw.servers.Ports;
import io.minio.MinioClient;
import io.minio.admin.MinioAdminClient;
import io.minio.admin.UserInfo;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A real MinIO server behind TLS, with users who have the rights of their policies and no others. */
final class SecuredMinio implements SecuredStore {
    private static final String ROOT = "root";
    private static final String REGION = "us-east-1";
    private final Path binary;
    private final Path directory;
    private final String bucket;
    private final Map<String, List<String>> policies;
    private final int port;
    private OkHttpClient http;
    private Process process;

    /** @param policies by user, as JSON; who has none may do nothing */
    SecuredMinio(Path binary, Path directory, Ports ports, String bucket, Map<String, List<String>> policies)
            throws IOException {
        this.binary = binary;
        this.directory = directory;
        this.bucket = bucket;
        this.policies = policies;
        port = ports.free("minio");
    }

    @Override
    public void start(ServerCertificate certificate, List<String> users) throws Exception {
        Path certificates = Files.createDirectories(directory.resolve("minio-certificates"));
        Files.copy(certificate.pem(), certificates.resolve("public.crt"));
        Files.writeString(certificates.resolve("private.key"), certificate.keyPem());
        ProcessBuilder builder = new ProcessBuilder(binary.toString(), "server", "--address", "127.0.0.1:" + port,
                "--certs-dir", certificates.toString(), directory.resolve("minio").toString());
        builder.environment().putAll(Map.of("MINIO_ROOT_USER", ROOT, "MINIO_ROOT_PASSWORD", secretKey(ROOT), "MINIO_BROWSER",
                "off", "MINIO_UPDATE", "off"));
        process = builder.redirectErrorStream(true).redirectOutput(directory.resolve("minio.log").toFile()).start();
        http = S3HttpClient.create(Optional.of(certificate.pem()));
        await().atMost(Duration.ofMinutes(5)).until(this::healthy);
        bucket().create();
        MinioAdminClient admin = MinioAdminClient.builder().endpoint(endpoint()).region(REGION)
                .credentials(ROOT, secretKey(ROOT)).httpClient(http).build();
        for (String user : users) {
            add(admin, user);
        }
    }

    private void add(MinioAdminClient admin, String user)
            throws IOException, GeneralSecurityException, InvalidCipherTextException {
        admin.addUser(user, UserInfo.Status.ENABLED, secretKey(user), null, null);
        List<String> names = new ArrayList<>();
        for (String policy : policies.getOrDefault(user, List.of())) {
            names.add(user + "-" + names.size());
            admin.addCannedPolicy(names.get(names.size() - 1), policy);
        }
        if (!names.isEmpty()) {
            admin.setPolicy(user, false, String.join(",", names));
        }
    }

    /** The bucket as a user sees it. */
    MinioBucket bucket(String user) {
        return new MinioBucket(MinioClient.builder().endpoint(endpoint()).region(REGION).credentials(user, secretKey(user))
                .httpClient(http).build(), http, bucket);
    }

    /** The same as whoever may do everything sees it. */
    MinioBucket bucket() {
        return bucket(ROOT);
    }

    private boolean healthy() {
        try (Response response = http.newCall(new Request.Builder().url(endpoint() + "/minio/health/ready").build()).execute()) {
            return response.isSuccessful();
        } catch (IOException e) {
            // not listening yet
            return false;
        }
    }

    @Override
    public String endpoint() {
        return "https://127.0.0.1:" + port;
    }

    @Override
    public String accessKey(String user) {
        return user;
    }

    @Override
    public String secretKey(String user) {
        return user + "-secret-key";
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
