package dev.thaw.platform.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.contract.bucket.BucketObject;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.bucket.S3HttpClient;
import dev.thaw.servers.ChildJvm;
import dev.thaw.servers.Ports;
import dev.thaw.servers.S3Server;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;
import okhttp3.OkHttpClient;

/**
 * What Thaw relies on in an S3 server, on the one that {@code ./thaw} starts. {@code -Dthaw.s3=http://localhost:9000}, with the keys in the
 * environment's {@code THAW_S3_ACCESS_KEY} and {@code THAW_S3_SECRET_KEY}, tries another one; it leaves a bucket there.
 */
class S3ServerTest {
    private static final String BUCKET = "thaw-s3-server-test-" + System.currentTimeMillis();
    private static final String TYPE = "application/octet-stream";
    private static final int WRITERS = 16;
    private static final int RACES = 20;
    /** More than a page of a listing. */
    private static final int MANY = 1200;
    private static final int THREE_PARTS = 21 << 20;
    private static final OkHttpClient HTTP = S3HttpClient.create();
    @TempDir
    static Path directory;
    private static ChildJvm process;
    private static String endpoint;
    private static String accessKey;
    private static String secretKey;
    private static MinioBucket bucket;

    @BeforeAll
    static void aServer() throws Exception {
        endpoint = System.getProperty("thaw.s3");
        accessKey = System.getenv("THAW_S3_ACCESS_KEY");
        secretKey = System.getenv("THAW_S3_SECRET_KEY");
        if (endpoint == null) {
            S3Server server = new S3Server(directory.resolve("s3"), directory.resolve("s3.log"),
                    Ports.in(directory.resolve("ports.properties")).free("s3"));
            process = server.server().start();
            endpoint = server.endpoint();
            accessKey = server.accessKey();
            secretKey = server.secretKey();
        }
        bucket = new MinioBucket(client(secretKey), HTTP, BUCKET);
        bucket.create();
    }

    @AfterAll
    static void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Test
    void ofManyWritersWhoCreateOneObjectOneWins() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int race = 0; race < RACES; race++) {
                String key = "races/" + race + ".json";
                List<Callable<Boolean>> attempts = IntStream.range(0, WRITERS)
                        .<Callable<Boolean>>mapToObj(writer -> () -> bucket.putIfAbsent(key, bytes("writer " + writer), TYPE))
                        .toList();

                List<Boolean> created = new ArrayList<>();
                for (Future<Boolean> attempt : writers.invokeAll(attempts)) {
                    created.add(attempt.get());
                }

                assertThat(Collections.frequency(created, true)).as("winners of race %d", race).isOne();
                assertThat(bucket.get(key)).isEqualTo(bytes("writer " + created.indexOf(true)));
            }
        } finally {
            writers.shutdownNow();
        }
    }

    @Test
    void whatReplacesAnotherVersionThanItThinksIsRefused() throws Exception {
        MinioClient client = client(secretKey);
        PutObjectArgs.Builder put = PutObjectArgs.builder().bucket(BUCKET).object("replaced").contentType(TYPE);
        String stale = client.putObject(put.stream(new ByteArrayInputStream(bytes("1")), 1, -1).build()).etag();
        client.putObject(put.stream(new ByteArrayInputStream(bytes("2")), 1, -1).build());

        assertThatThrownBy(() -> client.putObject(put.stream(new ByteArrayInputStream(bytes("3")), 1, -1)
                .extraHeaders(Map.of("If-Match", "\"" + stale + "\"")).build()))
                .isInstanceOfSatisfying(ErrorResponseException.class, e -> assertThat(e.response().code()).isEqualTo(412));
        assertThat(bucket.get("replaced")).isEqualTo(bytes("2"));
    }

    @Test
    void aPageAfterAnotherMakesTheWholeListingInOrder() throws Exception {
        List<String> keys = IntStream.range(0, MANY).mapToObj(number -> String.format("many/%05d", number)).toList();
        keys.parallelStream().forEach(key -> {
            try {
                bucket.put(key, bytes(key), TYPE);
            } catch (IOException e) {
                throw new AssertionError(key, e);
            }
        });

        assertThat(bucket.list("many/")).isEqualTo(keys);
        assertThat(bucket.objects("many/", "many/00999", 5)).extracting(BucketObject::key).isEqualTo(keys.subList(1000, 1005));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "100 %", "#1", "a&b", "why?", "it's \"quoted\"", "Käfer", "森の写真", "a+b=c"})
    void aKeyOfAnyCharactersComesBackAsItWas(String name) throws Exception {
        String key = "names/" + name;

        bucket.put(key, bytes(name), TYPE);

        assertThat(bucket.list("names/")).contains(key);
        assertThat(bucket.get(key)).isEqualTo(bytes(name));
    }

    @Test
    void aKeyOfLongPartsComesBackAndOneOfTooLongPartsIsRefused() throws Exception {
        String part = "x".repeat(240);
        String key = String.join("/", part, part, part, "x".repeat(200));

        bucket.put(key, bytes("long"), TYPE);

        assertThat(bucket.list(part)).containsExactly(key);
        assertThatThrownBy(() -> bucket.put("x".repeat(256) + "/a", bytes("too long"), TYPE)).isInstanceOf(IOException.class);
    }

    @Test
    void aKeyThatClimbsIsRefused() {
        assertThatThrownBy(() -> bucket.put("images/../claims/1.json", bytes("a"), TYPE)).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> bucket.get("images/../claims/1.json")).isInstanceOf(Exception.class);
    }

    @Test
    void aLargeFileComesBackAsItWasWhetherItGoesInPartsOrIsCreatedAtOnce() throws Exception {
        byte[] content = new byte[THREE_PARTS];
        new Random(1).nextBytes(content);
        Path file = Files.write(directory.resolve("large"), content);
        Path other = Files.writeString(directory.resolve("other"), "another file");

        bucket.put("large/parts", file, TYPE);
        assertThat(bucket.putIfAbsent("large/once", file, TYPE)).isTrue();
        assertThat(bucket.putIfAbsent("large/once", other, TYPE)).isFalse();
        assertThat(bucket.putIfAbsent("large/memory", content, TYPE)).isTrue();
        assertThat(bucket.putIfAbsent("large/memory", content, TYPE)).isFalse();

        for (String key : List.of("large/parts", "large/once", "large/memory")) {
            assertThat(ContentHash.of(bucket, key)).isEqualTo(ContentHash.of(content));
            assertThat(bucket.size(key)).isEqualTo(THREE_PARTS);
        }
    }

    @Test
    void wrongCredentialsAreRefused() {
        MinioBucket stranger = new MinioBucket(client("wrong-" + secretKey), HTTP, BUCKET);

        assertThatThrownBy(() -> stranger.put("a", bytes("a"), TYPE)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> stranger.list("")).isInstanceOf(IOException.class);
    }

    private static MinioClient client(String secret) {
        return MinioClient.builder().endpoint(endpoint).credentials(accessKey, secret).httpClient(HTTP).build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
