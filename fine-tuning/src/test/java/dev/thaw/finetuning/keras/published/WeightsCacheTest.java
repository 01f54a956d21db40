package dev.thaw.finetuning.keras.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import dev.thaw.finetuning.keras.applications.Applications;

/** A real HTTP server on this machine stands where the weights are published. */
class WeightsCacheTest {
    private static final byte[] CONTENT = "the weights".getBytes(StandardCharsets.UTF_8);
    private static final PublishedWeights HASHED = new PublishedWeights("VGG16", Applications.named("VGG16"), 224,
            List.of(URI.create("https://unreachable.invalid/vgg16.h5")), md5(CONTENT));
    private static final PublishedWeights UNHASHED = PublishedCatalogue.find("MobileNetV2-0.35-96").orElseThrow();

    @TempDir
    Path directory;
    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetchesOnceAndKeepsTheFile() throws Exception {
        serve(exchange -> answer(exchange, CONTENT));

        Path file = mirrored().file(HASHED);
        Path again = mirrored().file(HASHED);

        assertThat(file).isEqualTo(directory.resolve("vgg16.h5")).hasBinaryContent(CONTENT);
        assertThat(again).isEqualTo(file);
        assertThat(requests).hasValue(1);
    }

    @Test
    void tellsHowMuchHasCome() throws Exception {
        serve(exchange -> answer(exchange, CONTENT));
        StringBuilder told = new StringBuilder();

        new WeightsCache(directory, mirror(),
                (weights, bytes, total) -> told.append(weights.name()).append(bytes).append('/').append(total))
                .file(HASHED);

        assertThat(told.toString()).isEqualTo("VGG1611/11");
    }

    @Test
    void refusesAndRemovesWhatHasAnotherHash() {
        serve(exchange -> answer(exchange, "something else".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> mirrored().file(HASHED)).isInstanceOf(UnavailableWeightsException.class)
                .hasMessageContaining(HASHED.md5()).hasMessageContaining("removed");
        assertThat(files()).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        serve(exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> mirrored().file(HASHED)).isInstanceOf(UnavailableWeightsException.class)
                .hasMessageContaining("vgg16.h5").hasMessageContaining("HTTP status 404");
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesAndRemovesWhatCameOnlyInPart() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 4);
            exchange.getResponseBody().flush();
            exchange.close();
        });

        assertThatThrownBy(() -> mirrored().file(HASHED)).isInstanceOf(UnavailableWeightsException.class)
                .hasMessageContaining("only in part").hasMessageContaining("try again");
        assertThat(files()).isEmpty();
    }

    @Test
    void saysInOneSentenceThatThereIsNoNetwork() {
        server.stop(0);

        assertThatThrownBy(() -> mirrored().file(HASHED)).isInstanceOf(UnavailableWeightsException.class)
                .hasMessageContaining("cannot be reached").hasMessageContaining("--base FILE").hasMessageContaining("vgg16.h5");
        assertThat(files()).isEmpty();
    }

    @Test
    void triesTheNextAddressWhenOneFails() throws Exception {
        serve(exchange -> answer(exchange, CONTENT));
        PublishedWeights twoAddresses = new PublishedWeights("VGG16", HASHED.application(), 224,
                List.of(URI.create("http://127.0.0.1:1/vgg16.h5"), mirror().resolve("/vgg16.h5")), HASHED.md5());

        Path file = new WeightsCache(directory, null, (weights, bytes, total) -> {
        }).file(twoAddresses);

        assertThat(file).hasBinaryContent(CONTENT);
    }

    @Test
    void fetchesAgainWhatWasDamagedInTheFolder() throws Exception {
        serve(exchange -> answer(exchange, CONTENT));
        Files.writeString(directory.resolve("vgg16.h5"), "damaged");

        assertThat(mirrored().kept(HASHED)).isEmpty();
        assertThat(mirrored().file(HASHED)).hasBinaryContent(CONTENT);
    }

    @Test
    void weightsWithoutAPublishedHashMustFitTheArchitecture() throws Exception {
        byte[] weights = unpacked("mobilenetv2_top.weights.h5");
        serve(exchange -> answer(exchange, weights));
        assertThat(mirrored().file(UNHASHED)).hasBinaryContent(weights);

        PublishedWeights another = PublishedCatalogue.find("MobileNetV2-0.5").orElseThrow();
        assertThatThrownBy(() -> mirrored().file(another)).isInstanceOf(UnavailableWeightsException.class)
                .hasMessageContaining("does not hold the weights of MobileNetV2-0.5");
        assertThat(files()).containsExactly(UNHASHED.fileName());
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            handler.handle(exchange);
        });
    }

    private static void answer(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private WeightsCache mirrored() {
        return new WeightsCache(directory, mirror(), (weights, bytes, total) -> {
        });
    }

    private URI mirror() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] unpacked(String name) throws IOException {
        try (InputStream packed = WeightsCacheTest.class.getResourceAsStream("/applications/" + name + ".gz");
                InputStream plain = new GZIPInputStream(packed)) {
            return plain.readAllBytes();
        }
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
