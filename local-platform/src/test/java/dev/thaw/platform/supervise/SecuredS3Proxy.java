package dev.thaw.platform.supervise;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

import dev.thaw.servers.ChildJvm;
import dev.thaw.servers.ChildSpec;
import dev.thaw.servers.LocalServer;
import dev.thaw.servers.Ports;
import dev.thaw.servers.S3Server;

/** The local platform's S3 server behind TLS; it knows one pair of keys, and no rights. */
final class SecuredS3Proxy implements SecuredStore {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private final Path directory;
    private final S3Server usual;
    private final int port;
    private final String secret = "s3-secret-" + UUID.randomUUID();
    private ChildJvm process;

    SecuredS3Proxy(Path directory, Ports ports) throws IOException {
        this.directory = directory;
        usual = new S3Server(directory.resolve("s3"), directory.resolve("s3.log"), ports.free("s3"));
        port = ports.free("s3-tls");
    }

    @Override
    public void start(ServerCertificate certificate, List<String> users) throws Exception {
        ChildSpec spec = usual.server().spec();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "s3proxy.secure-endpoint", endpoint(),
                "s3proxy.keystore-path", certificate.keyStore().toString(),
                "s3proxy.keystore-password", ServerCertificate.STORE_PASSWORD,
                "s3proxy.authorization", "aws-v4",
                "s3proxy.identity", usual.accessKey(),
                "s3proxy.credential", secret,
                "jclouds.provider", "filesystem-nio2",
                "jclouds.filesystem.basedir", directory.resolve("s3").toString()));
        Path file = directory.resolve("s3-tls.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        process = new LocalServer(new ChildSpec(spec.name(), spec.jvmOptions(), spec.classPath(), spec.mainClass(),
                List.of("--properties", file.toString()), spec.environment(), spec.log()), child -> listens(), LIMIT).start();
    }

    @Override
    public String endpoint() {
        return "https://127.0.0.1:" + port;
    }

    @Override
    public String accessKey(String user) {
        return usual.accessKey();
    }

    @Override
    public String secretKey(String user) {
        return secret;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
