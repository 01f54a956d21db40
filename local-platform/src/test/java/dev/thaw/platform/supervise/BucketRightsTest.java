package dev.thaw.platform.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.platform.endtoend.ThawCommand;
import dev.thaw.servers.Ports;

/**
 * The services and the command on a real MinIO server that gives each no more than the rights in the bucket which the page on security
 * lists. The product needs nothing but Java, so this runs where somebody has the server's binary: {@code -Dthaw.minio=FILE}.
 */
@EnabledIfSystemProperty(named = "thaw.minio", matches = ".+")
class BucketRightsTest {
    private static final String BUCKET = "thaw";
    private static final String OTHER_BUCKET = "again";
    /** Of a backbone that nobody used for long, larger than the bank may be. */
    private static final String OLD_SHARD = BucketLayout.features("0".repeat(64), "1.safetensors");
    private static final String ALL_OF_THE_OTHER = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": ["s3:CreateBucket", "s3:ListBucket", "s3:GetBucketLocation"],
               "Resource": ["arn:aws:s3:::again"]},
              {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::again/*"]}]}
            """;
    @TempDir
    static Path directory;
    private static List<BucketRights> rights;
    private static SecuredMinio minio;
    private static SecuredPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        rights = BucketRights.of(SecuredPlatform.PAGE);
        Map<String, List<String>> policies = rights.stream().collect(Collectors.toMap(BucketRights::principal,
                of -> of.principal().equals(SecuredPlatform.REBUILD)
                        ? List.of(of.policy(BUCKET), ALL_OF_THE_OTHER)
                        : List.of(of.policy(BUCKET))));
        Path home = Files.createDirectories(directory.resolve("servers"));
        Ports ports = Ports.in(home.resolve("ports.properties"));
        minio = new SecuredMinio(Path.of(System.getProperty("thaw.minio")), home, ports, BUCKET, policies);
        platform = new SecuredPlatform(directory, new SecuredServers(home, ports, minio));
        platform.start(Map.of("THAW_FEATURE_BANK_MEBIBYTES", "1"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void everyPartOfThePlatformDoesItsWorkWithTheRightsThatThePageLists() throws Exception {
        // given
        minio.bucket().put(OLD_SHARD, new byte[2 << 20], "application/octet-stream");

        // when a first model, a second that is compared with it, a rollback that has nowhere to go
        ThawCommand.Outcome first = platform.run("steel");
        ThawCommand.Outcome asked = done("train", "--dataset", "steel");
        Matcher run = Pattern.compile("run (\\S+) was asked for").matcher(asked.out());
        assertThat(run.find()).as(asked.out()).isTrue();
        ThawCommand.Outcome second = done("watch", run.group(1));

        // then
        assertThat(first.status()).as(first.out() + first.err() + platform.logs()).isZero();
        assertThat(first.out()).contains("Decision: PROMOTED");
        assertThat(second.out()).contains("model 2 ");
        assertThat(minio.bucket().size(OLD_SHARD)).as("the old shard is gone").isNegative();

        // and a data set from a file
        Path file = Files.writeString(directory.resolve("stones.yaml"),
                "dataset: stones\nlabels: [granite]\nunknownLabel: hold\nimages: {size: 32}\nbase: textures.keras\n");
        done("dataset", "apply", file);
        done("dataset", "approve", "stones", "slate");
        assertThat(done("dataset", "show", "stones").out()).contains("granite");
        assertThat(done("models", "--dataset", "steel").out()).contains("steel");
        done("status", "--dataset", "steel");
        done("runs");
        done("rejected", "--dataset", "steel");
        ThawCommand.Outcome letters = platform.thaw(SecuredPlatform.DEAD_LETTERS, "dead-letters");
        assertThat(letters.status()).as(letters.out() + letters.err()).isZero();

        // and all of it again in another bucket
        ThawCommand.Outcome rebuilt = platform.thaw(SecuredPlatform.REBUILD, "rebuild", "--dataset", "steel", "--into",
                OTHER_BUCKET);
        assertThat(rebuilt.status()).as(rebuilt.out() + rebuilt.err()).isZero();

        // and nobody was ever refused anything
        assertThat(platform.logs() + platform.outputs()).doesNotContain("AccessDenied", "Not authorized");
    }

    @Test
    void whatThePageDoesNotListIsRefused() throws Exception {
        for (BucketRights of : rights) {
            MinioBucket bucket = minio.bucket(of.principal());
            for (String prefix : prefixes()) {
                String key = prefix.endsWith("/") ? prefix + "tried-by/" + of.principal() : prefix;
                allowedIf(of.gets().contains(prefix), of.principal() + " gets " + key, () -> get(bucket, key));
                if (prefix.endsWith("/")) {
                    allowedIf(of.puts().contains(prefix), of.principal() + " puts " + key,
                            () -> bucket.put(key, new byte[1], "text/plain"));
                    allowedIf(of.deletes().contains(prefix), of.principal() + " deletes " + key, () -> bucket.delete(key));
                    minio.bucket().delete(key);
                }
            }
        }
    }

    /** An object that is not there may be looked for. */
    private static void get(MinioBucket bucket, String key) throws IOException {
        try {
            bucket.get(key);
        } catch (NoSuchFileException e) {
            assertThat(e).hasMessageContaining(key);
        }
    }

    private static Stream<String> all(BucketRights of) {
        return Stream.of(of.gets(), of.puts(), of.deletes()).flatMap(List::stream);
    }

    private static List<String> prefixes() {
        return Stream.concat(rights.stream().flatMap(BucketRightsTest::all), Stream.of("secrets/")).distinct().toList();
    }

    private static void allowedIf(boolean allowed, String what, ThrowingCallable request) {
        if (allowed) {
            assertThatCode(request).as(what).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(request).as(what).isInstanceOf(IOException.class).hasMessageContaining("AccessDenied");
        }
    }

    private static ThawCommand.Outcome done(Object... arguments) throws Exception {
        ThawCommand.Outcome outcome = platform.thaw(SecuredPlatform.COMMAND, arguments);
        assertThat(outcome.status()).as(List.of(arguments) + outcome.out() + outcome.err() + platform.logs()).isZero();
        return outcome;
    }
}
