package dev.thaw.platform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.platform.demo.SampleImages;
import dev.thaw.platform.endtoend.ThawCommand.Outcome;
import dev.thaw.platform.supervise.PlatformState;

/** A platform in the background as people steer it, command by command, while processes are killed under it. */
@TestMethodOrder(OrderAnnotation.class)
class SteeringEndToEndTest {
    /** Long enough that the run is still training when it is told to stop. */
    private static final String PLAN = """
            batchSize: 8
            augmentation: {flip: none, variants: 1}
            stages:
            - {name: all, thaw: all, learningRate: 0.0001, epochs: 2000, patience: 2000}
            """;
    private static final int PER_LABEL = 16;
    private static final Duration LONG = Duration.ofMinutes(10);
    @TempDir
    static Path directory;
    private static ThawCommand thaw;
    private static Path work;
    private static String run;

    @BeforeAll
    static void aPlatformInTheBackground() throws Exception {
        thaw = new ThawCommand(directory);
        work = directory.resolve("work");
        SampleImages.render(directory.resolve("images"), PER_LABEL);
        Files.writeString(directory.resolve("plan.yaml"), PLAN);
        try (InputStream base = SampleImages.class.getResourceAsStream("/demo/textures.keras")) {
            Files.copy(base, directory.resolve("textures.keras"));
        }
        thaw.done("up", "--work", work);
    }

    @AfterAll
    static void down() throws Exception {
        List<ProcessHandle> processes = processes();
        thaw.done("down", "--work", work);
        awaitEndOf(processes);
    }

    @Test
    @Order(1)
    void aBrokenEventIsPutAsideWithItsReasonAndTheImagesAfterItAreTakenIn() throws Exception {
        // when
        writeBrokenArrival("this is no event");
        thaw.done("push", "--work", work, "--dataset", "steel", "--base", directory.resolve("textures.keras"), "--plan",
                directory.resolve("plan.yaml"), "--train-every", "0", directory.resolve("images"));

        // then
        JsonNode status = thaw.json("status", "--work", work, "--dataset", "steel", "--json");
        assertThat(status.at("/images/arrived").asInt()).isEqualTo(PER_LABEL * SampleImages.labels().size());
        assertThat(status.at("/images/ingested").asInt()).isEqualTo(PER_LABEL * SampleImages.labels().size());
        assertThat(thaw.json("runs", "--work", work, "--json")).isEmpty();
        assertThat(putAside()).singleElement().satisfies(record -> {
            assertThat(record.value()).isEqualTo("this is no event");
            assertThat(header(record, "dead-letter-reason")).isNotBlank();
            assertThat(header(record, "dead-letter-topic")).isEqualTo("images.arrived");
        });
        String id = thaw.json("dead-letters", "--work", work, "--json").at("/0/id").asText();
        thaw.done("dead-letters", "retry", "--work", work, id);
        assertThat(thaw.done("dead-letters", "--work", work).out()).contains(id, "no-cloud-event", "this is no event",
                "sent again");
    }

    @Test
    @Order(1)
    void nothingListensBeyondLoopback() throws Exception {
        for (String name : List.of("kafka", "s3", "ingest", "trainer", "evaluator")) {
            assertThat(ListeningSockets.of(member(name).pid())).as(name).isNotEmpty().allMatch(ListeningSockets::onLoopback);
        }
    }

    @Test
    @Order(2)
    void aTrainerThatIsKilledIsStartedAgainAndItsRunGoesOn() throws Exception {
        // given
        run = runNamedIn(thaw.done("train", "--work", work, "--dataset", "steel"));
        awaitCheckpointOfAttempt(1);

        // when
        ProcessHandle.of(member("trainer").pid()).orElseThrow().destroyForcibly();

        // then
        awaitCheckpointOfAttempt(2);
        // it works before its probes have told so
        await().atMost(LONG).until(() -> member("trainer").ready());
        assertThat(member("trainer").restarts()).isEqualTo(1);
    }

    @Test
    @Order(3)
    void aRunThatIsToldToStopHandsInItsBest() throws Exception {
        // when
        thaw.done("stop", "--work", work, run);
        Outcome watched = thaw.run("watch", "--work", work, run);

        // then
        assertThat(watched.status()).as(watched.out() + watched.err()).isZero();
        assertThat(watched.out()).contains("signal from", "a person asked for it", "model 1 promoted");
        assertThat(thaw.json("runs", "--work", work, "--json")).singleElement().satisfies(state -> {
            assertThat(state.at("/run").asText()).isEqualTo(run);
            assertThat(state.at("/dataset").asText()).isEqualTo("steel");
            assertThat(state.at("/state").asText()).isEqualTo("PROMOTED");
        });
        assertThat(thaw.run("stop", "--work", work, run).err()).contains("has ended already");
        assertThat(thaw.json("models", "--work", work, "--dataset", "steel", "--json")).singleElement().satisfies(model -> {
            assertThat(model.at("/run").asText()).isEqualTo(run);
            assertThat(model.at("/version").asInt()).isEqualTo(1);
            assertThat(model.at("/decision").asText()).isEqualTo("PROMOTED");
            assertThat(model.at("/champion").asBoolean()).isTrue();
        });
        Outcome back = thaw.run("rollback", "--work", work, "--dataset", "steel", "--reason", "a-test");
        assertThat(back.status()).as(back.out() + back.err()).isEqualTo(1);
        assertThat(back.err()).contains("there is no champion before version 1 to roll back to");
        for (String command : List.of("runs", "models", "status", "rejected", "train")) {
            assertThat(thaw.run(command, "--work", work, "--dataset", "stele").err()).contains("there is no data set stele");
        }
    }

    @Test
    @Order(4)
    void aSupervisorThatIsKilledLeavesNoProcessAndItsDataAreThereAgain() throws Exception {
        // given
        List<ProcessHandle> processes = processes();

        // when
        ProcessHandle.of(state().pid()).orElseThrow().destroyForcibly();

        // then
        awaitEndOf(processes);
        thaw.done("up", "--work", work);
        assertThat(thaw.json("runs", "--work", work, "--json")).hasSize(1);
        assertThat(thaw.json("status", "--work", work, "--dataset", "steel", "--json").at("/images/ingested").asInt())
                .isEqualTo(PER_LABEL * SampleImages.labels().size());
    }

    @Test
    @Order(5)
    void aDataSetIsDeclaredByAFileItsNewLabelIsApprovedAndWhatWasRejectedIsJudgedAnew() throws Exception {
        // given
        String label = SampleImages.labels().get(0);
        Path file = directory.resolve("stones.yaml");
        Files.writeString(file,
                "dataset: stones\nlabels: [granite]\nunknownLabel: hold\nimages: {size: 32}\nbase: textures.keras\n");
        Path photos = directory.resolve("photos");
        copy(directory.resolve("images").resolve(label), photos.resolve("granite"), 2, 0);
        copy(directory.resolve("images").resolve(label), photos.resolve("slate"), 1, 2);
        Files.writeString(photos.resolve("granite").resolve("broken.png"), "not a picture");

        // when
        Outcome applied = thaw.done("dataset", "apply", "--work", work, file);
        Outcome again = thaw.done("dataset", "apply", "--work", work, file);
        Outcome pushed = thaw.done("push", "--work", work, "--dataset", "stones", photos);

        // then
        assertThat(applied.out()).contains("data set stones is declared, version 1");
        assertThat(again.out()).contains("is declared so already, version 1");
        assertThat(pushed.out()).contains("2 of 4 images are in data set stones", "1 wait for their label", "1 were rejected");
        JsonNode shown = thaw.json("dataset", "show", "--work", work, "stones", "--json");
        assertThat(shown.at("/definition/labels")).hasSize(1);
        assertThat(shown.at("/images/held/slate").asInt()).isEqualTo(1);
        assertThat(shown.at("/images/labels/granite").asInt()).isEqualTo(2);

        // and when
        thaw.done("dataset", "approve", "--work", work, "stones", "slate");

        // then
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                thaw.json("status", "--work", work, "--dataset", "stones", "--json").at("/labels/slate").asInt()).isEqualTo(1));
        String rejected = thaw.json("rejected", "--work", work, "--dataset", "stones", "--json").at("/0/arrival").asText();
        assertThat(rejected).startsWith("arrivals/stones/granite/").endsWith("broken.png");
        assertThat(thaw.done("rejected", "retry", "--work", work, "--dataset", "stones", rejected).out())
                .contains("0 of 1 images are in data set stones now");
        assertThat(thaw.json("rejected", "--work", work, "--dataset", "stones", "--json").at("/0/attempt").asInt()).isEqualTo(1);
        assertThat(thaw.done("rejected", "show", "--work", work, rejected).out().lines()).hasSize(4);
        assertThat(thaw.done("dataset", "list", "--work", work).out()).contains("steel", "stones");
    }

    private static void copy(Path from, Path to, int files, int skipped) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> found = Files.list(from)) {
            for (Path image : found.sorted().skip(skipped).limit(files).toList()) {
                Files.copy(image, to.resolve(image.getFileName()));
            }
        }
    }

    /** As a client writes it that knows nothing of the contract. */
    private static void writeBrokenArrival(String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", state().address().bootstrapServers()), new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("images.arrived", "steel", value)).get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static List<ConsumerRecord<String, String>> putAside() throws IOException {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", state().address().bootstrapServers()), new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("images.arrived.dlq").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            long deadline = System.nanoTime() + LONG.toNanos();
            while (records.isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
            return records;
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static void awaitCheckpointOfAttempt(int attempt) {
        Path claimed = Path.of(run, Integer.toString(attempt));
        await().atMost(LONG).pollInterval(Duration.ofMillis(500)).until(() -> {
            try (Stream<Path> files = Files.walk(work.resolve("servers"))) {
                return files.anyMatch(file -> file.endsWith("checkpoint.json") && file.toString().contains(claimed.toString()));
            } catch (UncheckedIOException e) {
                // a file that went away while the tree was walked
                return false;
            }
        });
    }

    private static String runNamedIn(Outcome outcome) {
        Matcher name = Pattern.compile("run (\\S+) was asked for").matcher(outcome.out());
        assertThat(name.find()).as(outcome.out()).isTrue();
        return name.group(1);
    }

    private static PlatformState state() throws IOException {
        return PlatformState.read(work.resolve("platform.json")).orElseThrow();
    }

    private static PlatformState.Member member(String name) throws IOException {
        return state().members().stream().filter(member -> member.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<ProcessHandle> processes() throws IOException {
        List<Long> pids = new ArrayList<>(List.of(state().pid()));
        state().members().forEach(member -> pids.add(member.pid()));
        return pids.stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();
    }

    private static void awaitEndOf(List<ProcessHandle> processes) {
        await().atMost(LONG).untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }
}
