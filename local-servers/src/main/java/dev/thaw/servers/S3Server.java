package dev.thaw.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An S3 server (s3proxy over a directory) in a child process. An object is a plain file below {@code data/<bucket>}, its
 * metadata are extended attributes of the file.
 *
 * @param data the directory of the buckets
 * @param log the file its messages go to
 */
public record S3Server(Path data, Path log, int port) {
    // the server listens on loopback only; the keys keep other programs' mistakes out, not an intruder on this machine
    private static final String ACCESS_KEY = "thaw";
    private static final String SECRET_KEY = "thaw-local-secret";

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    public String accessKey() {
        return ACCESS_KEY;
    }

    public String secretKey() {
        return SECRET_KEY;
    }

    /** Writes the server's configuration beside its data. */
    public LocalServer server() throws IOException {
        Files.createDirectories(data);
        Path configuration = data.resolveSibling(data.getFileName() + ".properties");
        Files.writeString(configuration, String.join("\n",
                "s3proxy.endpoint=" + endpoint(),
                "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.identity=" + ACCESS_KEY,
                "s3proxy.credential=" + SECRET_KEY,
                "jclouds.provider=filesystem-nio2",
                "jclouds.filesystem.basedir=" + data.toAbsolutePath(),
                ""), StandardCharsets.ISO_8859_1);
        ChildSpec spec = new ChildSpec("s3",
                List.of("-Xmx256m", "-XX:+UseSerialGC", ServerLogging.OPTION),
                List.of(ServersHome.libraries()), "org.gaul.s3proxy.Main",
                List.of("--properties", configuration.toAbsolutePath().toString()), Map.of(), log);
        return new LocalServer(spec, Readiness.answers(endpoint()), Duration.ofSeconds(180));
    }
}
