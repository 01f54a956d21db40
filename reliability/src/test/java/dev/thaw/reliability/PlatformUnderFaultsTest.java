package dev.thaw.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.dataset.ImageFolder;
import dev.thaw.platform.demo.SampleImages;
import dev.thaw.platform.supervise.Services;
import dev.thaw.reliability.FaultyProxy.Fault;
import dev.thaw.reliability.verify.Findings;

/** One platform after the other fault; whatever happens to it, its models have the same bytes and the verifier finds nothing wrong. */
@TestMethodOrder(OrderAnnotation.class)
class PlatformUnderFaultsTest {
    private static final Path ROOT = Path.of(System.getProperty("thaw.root"));
    private static final String DATASET = "steel";
    private static final int PER_LABEL = 8;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration GIVEN_TO_SAVE = Duration.ofSeconds(9);
    /** No stage ends without the evaluator's word, so that a run is at work as long as the evaluator is paused. */
    private static final Map<String, String> WAITS_FOR_THE_EVALUATOR = Map.of("THAW_TRAINER_EVALUATOR_PATIENCE", "PT30M");
    private static final String PLAN = """
            batchSize: 8
            augmentation: {flip: horizontal, variants: 2}
            stages:
            - {name: head, thaw: none, learningRate: 0.005, epochs: 6, patience: 6}
            - {name: top, thaw: {last: 1}, learningRate: 0.0001, epochs: 24, patience: 24}
            """;
    @TempDir
    static Path directory;
    private static Fleet fleet;
    private static FaultyProxy proxy;
    private static PlatformConnection platform;
    private static Feed feed;
    private static Trainings trainings;
    private static String model;
    private static int runs;

    @BeforeAll
    static void aPlatformBehindAProxy() throws Exception {
        SampleImages.render(directory.resolve("images"), PER_LABEL);
        SampleImages.render(directory.resolve("more"), PER_LABEL + 4);
        Files.writeString(directory.resolve("images/rust/no-photo.jpg"), "this is text");
        fleet = Fleet.start(ROOT, directory.resolve("work"));
        PlatformAddress direct = fleet.address();
        proxy = new FaultyProxy(direct.s3Endpoint());
        fleet.startServices(new PlatformAddress(direct.bootstrapServers(), proxy.endpoint(), direct.accessKey(),
                direct.secretKey(), direct.bucket(), direct.topicPrefix()), WAITS_FOR_THE_EVALUATOR);
        platform = new PlatformConnection(direct);
        feed = new Feed(platform, DATASET);
        trainings = new Trainings(platform, DATASET);
    }

    @AfterAll
    static void nothingIsLeftBehind() throws Exception {
        platform.close();
        fleet.close();
        proxy.close();
    }

    @Test
    @Order(1)
    void aRunThatIsLeftAloneSaysWhatAllOthersMustEndWith() throws Exception {
        // given
        Path base = directory.resolve("textures.keras");
        try (InputStream content = SampleImages.class.getResourceAsStream("/demo/textures.keras")) {
            Files.copy(content, base);
        }
        feed.declare(base, PLAN);
        feed.send(ImageFolder.read(directory.resolve("images"), false));

        // when
        String run = ask();
        RunState end = trainings.awaitEnd(run);

        // then
        assertThat(end.state()).as(end.detail()).isEqualTo(RunState.State.PROMOTED);
        Findings findings = verified();
        assertThat(findings.counts()).containsEntry("arrivals", PER_LABEL * (long) SampleImages.labels().size() + 1)
                .containsEntry("rejected", 1L).containsEntry("runs", 1L).containsEntry("champions", 1L)
                .containsEntry("images called new again", 0L);
        assertThat(findings.counts().get("checkpoints")).isEqualTo(30);
        model = findings.models().get(run);
    }

    @Test
    @Order(2)
    void anS3ServerThatFailsInEveryWayIsWaitedFor() throws Exception {
        // given: images on their way and a run
        Feed other = new Feed(platform, "spare");
        other.declare(directory.resolve("textures.keras"), PLAN);
        String run = ask();

        // when
        Thread sending = new Thread(() -> {
            try {
                other.send(ImageFolder.read(directory.resolve("more"), false));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        sending.start();
        for (Fault fault : List.of(Fault.ERROR_503, Fault.CUT_SHORT, Fault.ERROR_500, Fault.SLOW, Fault.AWAY)) {
            long met = proxy.faulty();
            proxy.become(fault);
            // its probes ask the S3 server too, should all else be done already
            await().atMost(LONG).until(() -> {
                probes("ingest").ready();
                return proxy.faulty() > met + 3;
            });
            if (fault == Fault.AWAY) {
                await().atMost(LONG).until(() -> !probes("ingest").ready() && !probes("trainer").ready());
                assertThat(Services.NAMES).noneMatch(service -> probes(service).dead());
                await().atMost(LONG).until(() -> Services.NAMES.stream().allMatch(service -> probes(service).live()));
            }
            proxy.become(Fault.NONE);
        }

        // then
        await().atMost(LONG).until(() -> probes("ingest").ready() && probes("trainer").ready());
        sending.join();
        endsWithTheSameModel(run);
    }

    @Test
    @Order(3)
    void whoeverIsKilledNothingIsLostAndNothingIsDoneTwice() throws Exception {
        Killings killings = new Killings(fleet.members(), 5, Duration.ofSeconds(2), Duration.ofSeconds(5), 6);

        // when
        killings.start();
        try {
            new Feed(platform, "spare-too").declare(directory.resolve("textures.keras"), PLAN);
            new Feed(platform, "spare-too").send(ImageFolder.read(directory.resolve("more"), false));
            do {
                endsWithItsDecision(ask());
            } while (killings.done() < 6);
        } finally {
            killings.end();
        }

        // then: each kind at least once
        assertThat(killings.counts()).containsOnlyKeys("kafka", "s3", "ingest", "trainer", "evaluator");
        for (FleetMember member : fleet.members()) {
            member.awaitReady();
        }
        assertThat(verified().models().values()).containsOnly(model);
    }

    @Test
    @Order(4)
    void aTrainerThatWasPausedLearnsThatItsRunIsAnothersAndNothingOfItIsTaken() throws Exception {
        // given
        FleetMember paused = fleet.member("trainer");
        FleetMember evaluator = fleet.member("evaluator");
        evaluator.pause();
        String run = ask();
        awaitCheckpoint(run, 1, "0-1");
        paused.pause();
        evaluator.goOn();
        FleetMember second = fleet.add("trainer", "trainer-2", fleet.address(), WAITS_FOR_THE_EVALUATOR);
        second.start();
        await().atMost(LONG).until(() -> claims(run) >= 2);

        // when
        paused.goOn();

        // then
        await().atMost(LONG).until(() -> Files.readString(fleet.log("trainer"))
                .contains("attempt 1 ends here: another attempt holds the run"));
        endsWithTheSameModel(run);
        assertThat(candidates(run)).extracting(CandidateReady::attempt).doesNotContain(1).endsWith(claims(run));
    }

    @Test
    @Order(5)
    void aTrainerThatIsToldToEndSavesWhereItIsAndAnotherGoesOnFromThere() throws Exception {
        // given: two trainers, and a run that is in the middle of its longer stage, and at work until the evaluator goes on
        FleetMember evaluator = fleet.member("evaluator");
        String run = ask();
        awaitCheckpoint(run, 1, "1-1");
        evaluator.pause();

        // when
        FleetMember first = holder(run, 1);
        Duration took = first.terminate(LONG);
        evaluator.goOn();

        // then
        endsWithTheSameModel(run);
        assertThat(claim(run, 2).path("from").asText()).startsWith("runs/" + run + "/1/1-");
        // a machine that needs longer for it than the trainer is given is not at fault
        if (took.compareTo(GIVEN_TO_SAVE) < 0) {
            assertThat(Files.readString(fleet.log(first.name()))).contains("attempt 1 ends here: the service is going down");
        }
    }

    @Test
    @Order(6)
    void twoTrainersThatAreGivenOneRequestMakeOneModel() throws Exception {
        // given: a trainer that is in a group of its own gets every request too
        Map<String, String> ofItsOwn = new HashMap<>(WAITS_FOR_THE_EVALUATOR);
        ofItsOwn.put("MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_GROUP_ID", "another");
        FleetMember other = fleet.add("trainer", "trainer-3", fleet.address(), ofItsOwn);
        other.start();
        String last = "run=" + DATASET + "-" + runs;
        // the requests from before come first
        await().atMost(LONG).until(() -> Files.readAllLines(fleet.log("trainer-3")).stream()
                .anyMatch(line -> line.contains("the run has ended already") && line.contains(last)));

        // when: none is through before both have begun
        FleetMember evaluator = fleet.member("evaluator");
        evaluator.pause();
        String run = ask();
        await().atMost(LONG).until(
                () -> IntStream.rangeClosed(1, claims(run)).mapToObj(attempt -> holder(run, attempt)).distinct().count() == 2);
        evaluator.goOn();

        // then
        endsWithTheSameModel(run);
        // one that handed in just before it lost the run is allowed: the verifier has seen that there is one model and one decision
        assertThat(candidates(run)).extracting(CandidateReady::attempt).doesNotHaveDuplicates().endsWith(claims(run));
        other.terminate(LONG);
    }

    @Test
    @Order(7)
    void anIngestProcessThatWasPausedAndTheOneThatDidItsWorkAnswerEveryArrivalOnce() throws Exception {
        // given: it is in the middle of arrivals, and of a request, when it is paused
        FleetMember paused = fleet.member("ingest");
        FleetMember second = fleet.add("ingest", "ingest-2", fleet.address());
        second.start();
        second.awaitReady();
        Feed other = new Feed(platform, "spare-three");
        other.declare(directory.resolve("textures.keras"), PLAN);
        long met = proxy.faulty();
        proxy.become(Fault.SLOW);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                other.send(ImageFolder.read(directory.resolve("more"), false));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        String run = ask();
        await().atMost(LONG).until(() -> proxy.faulty() > met + 3);
        paused.pause();
        proxy.become(Fault.NONE);

        // when: the other one has done all that was to do
        sending.get(LONG.toSeconds(), TimeUnit.SECONDS);
        endsWithItsDecision(run);
        paused.goOn();

        // then
        await().atMost(LONG).until(() -> probes("ingest").ready());
        String next = ask();
        endsWithTheSameModel(next);
        assertThat(verified().models()).containsEntry(run, model);
    }

    @Test
    @Order(8)
    void theVerifierSeesWhatIsMissingDamagedOrSaidTwice() throws Exception {
        // given
        Bucket bucket = platform.bucket();
        String missing = bucket.list("images/" + DATASET + "/").get(0);
        String damaged = bucket.list("images/" + DATASET + "/").get(1);
        String unclaimed = bucket.list("claims/").get(0);

        // when
        bucket.delete(missing);
        bucket.put(damaged, new byte[]{1, 2, 3}, "image/png");
        bucket.delete(unclaimed);
        bucket.delete("champions/" + DATASET + "/1.json");

        // then
        List<String> wrong = Round.verify(fleet.address()).wrong();
        assertThat(wrong).anyMatch(sentence -> sentence.endsWith("lists " + missing + ", which is not in the bucket"))
                .anyMatch(sentence -> sentence.contains("lists " + damaged + " with another SHA-256"))
                .anyMatch(sentence -> sentence.contains("names " + missing + ", which is not in the bucket"))
                .anyMatch(sentence -> sentence.contains("one is missing") || sentence.contains("an attempt that nobody claimed"))
                .anyMatch(sentence -> sentence.contains("made a champion 1 that is not in the bucket"));
    }

    private static String ask() throws Exception {
        String run = DATASET + "-" + ++runs;
        trainings.ask(run);
        return run;
    }

    private static void endsWithItsDecision(String run) throws Exception {
        RunState end = trainings.awaitEnd(run);
        assertThat(end.state()).as(run + ": " + end.detail()).isIn(RunState.State.PROMOTED, RunState.State.REFUSED);
    }

    private static void endsWithTheSameModel(String run) throws Exception {
        endsWithItsDecision(run);
        assertThat(verified().models()).containsEntry(run, model);
    }

    private static Findings verified() throws IOException {
        Findings findings = Round.verify(fleet.address());
        assertThat(findings.wrong()).isEmpty();
        return findings;
    }

    /** @param epoch of a stage, as it stands in the bucket: 0-1 is the first of the first */
    private static void awaitCheckpoint(String run, int attempt, String epoch) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(100))
                .until(() -> platform.bucket().size("runs/" + run + "/" + attempt + "/" + epoch + "/checkpoint.json") > 0);
    }

    /** How many attempts there are. */
    private static int claims(String run) throws IOException {
        return platform.bucket().list("claims/" + run + "/").size();
    }

    private static JsonNode claim(String run, int attempt) throws IOException {
        return EventCodec.json().readTree(platform.bucket().get("claims/" + run + "/" + attempt + ".json"));
    }

    /** The trainer that made a claim. */
    private static FleetMember holder(String run, int attempt) {
        try {
            String holder = claim(run, attempt).path("holder").asText();
            return fleet.members().stream().filter(member -> member.name().startsWith("trainer"))
                    .filter(member -> holder.startsWith(member.pid() + "@")).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CandidateReady> candidates(String run) {
        List<CandidateReady> candidates = new ArrayList<>();
        try (EventReader reader = platform.reader(Topic.TRAINING_CHECKPOINTS)) {
            reader.readToEnd(received -> {
                if (received.event() instanceof CandidateReady candidate && candidate.run().equals(run)) {
                    candidates.add(candidate);
                }
            });
        }
        return candidates;
    }

    private static Probes probes(String service) {
        return new Probes(fleet.url(service));
    }
}
