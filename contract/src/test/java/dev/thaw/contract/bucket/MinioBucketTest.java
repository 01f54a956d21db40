package dev.thaw.contract.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.minio.MinioClient;
import okhttp3.OkHttpClient;

/** What is asked of an S3 server, seen from the server. */
class MinioBucketTest {
    /** Above what the client sends in parts if it may choose. */
    private static final byte[] LARGE = new byte[6 << 20];
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private MinioBucket bucket;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        OkHttpClient http = S3HttpClient.create();
        bucket = new MinioBucket(MinioClient.builder().endpoint("http://127.0.0.1:" + server.getAddress().getPort())
                .region("us-east-1").credentials("me", "secret").httpClient(http).build(), http, "box");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aLargeObjectIsCreatedByOneRequestThatCarriesTheCondition(@TempDir Path directory) throws IOException {
        // given
        Path file = Files.write(directory.resolve("large"), LARGE);

        // then
        assertThat(bucket.putIfAbsent("new", LARGE, "text/plain")).isTrue();
        assertThat(bucket.putIfAbsent("new", file, "text/plain")).isTrue();
        assertThat(bucket.putIfAbsent("there", LARGE, "text/plain")).isFalse();
        assertThat(bucket.putIfAbsent("there", file, "text/plain")).isFalse();
        assertThat(requests).containsExactly("PUT /box/new, 6291456 bytes, if none matches *",
                "PUT /box/new, 6291456 bytes, if none matches *", "PUT /box/there, 6291456 bytes, if none matches *",
                "PUT /box/there, 6291456 bytes, if none matches *");
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + ", "
                + exchange.getRequestHeaders().getFirst("Content-Length") + " bytes, if none matches "
                + exchange.getRequestHeaders().getFirst("If-None-Match"));
        boolean there = exchange.getRequestURI().getPath().equals("/box/there");
        byte[] body = there
                ? "<Error><Code>PreconditionFailed</Code><Message>it is there</Message></Error>".getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        exchange.getResponseHeaders().add("ETag", "\"0\"");
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(there ? 412 : 200, there ? body.length : -1);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
