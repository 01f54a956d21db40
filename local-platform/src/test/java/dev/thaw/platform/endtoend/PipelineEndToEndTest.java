package dev.thaw.platform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingProgress;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.demo.SampleImages;
import dev.thaw.platform.supervise.PlatformState;

/** Everything together: the command, a real broker, a real S3 server and the packaged services. */
@TestMethodOrder(OrderAnnotation.class)
class PipelineEndToEndTest {
    private static final int PER_LABEL = 16;
    private static final String PLAN = """
            batchSize: 16
            augmentation: {flip: horizontal, variants: 2}
            regularization: {l2: 0.001}
            stages:
            - {name: head, thaw: none, learningRate: 0.005, epochs: 4, patience: 2}
            - {name: top, thaw: {last: 1}, learningRate: 0.0001, epochs: 2, patience: 2}
            """;
    @TempDir
    static Path directory;
    private static ThawCommand thaw;
    private static Path work;
    private static PlatformState platform;

    @BeforeAll
    static void aPlatformAndSomePhotos() throws Exception {
        thaw = new ThawCommand(directory);
        work = directory.resolve("work");
        SampleImages.render(directory.resolve("images"), PER_LABEL);
        Files.writeString(directory.resolve("images/rust/not-a-photo.jpg"), "this is text");
        Files.writeString(directory.resolve("plan.yaml"), PLAN);
        try (InputStream base = SampleImages.class.getResourceAsStream("/demo/textures.keras")) {
            Files.copy(base, directory.resolve("textures.keras"));
        }
        thaw.done("up", "--work", work);
        platform = PlatformState.read(work.resolve("platform.json")).orElseThrow();
    }

    @AfterAll
    static void nothingIsLeftBehind() throws Exception {
        thaw.done("down", "--work", work);
        List<Long> processes = new ArrayList<>(List.of(platform.pid()));
        platform.members().forEach(member -> processes.add(member.pid()));
        await().atMost(Duration.ofMinutes(5)).untilAsserted(
                () -> assertThat(processes).noneMatch(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));
    }

    @Test
    @Order(1)
    void photosBecomeAJudgedAndPromotedModel() throws Exception {
        // when
        JsonNode result = run("first.json");

        // then
        assertThat(result.at("/images/ingested").asInt()).isEqualTo(PER_LABEL * SampleImages.labels().size());
        assertThat(result.at("/images/rejected").asInt()).isEqualTo(1);
        assertThat(result.at("/stages")).hasSize(2).allSatisfy(stage -> {
            assertThat(stage.at("/frozenLayersUnchanged").asBoolean()).isTrue();
            assertThat(stage.at("/penalties").path("l2 head_dense/kernel").asDouble()).isPositive();
            assertThat(stage.at("/penalties").path("l2 block4_conv2/kernel").asDouble(-1)).as("frozen").isZero();
        });
        assertThat(result.at("/stages/0/penalties").path("l2 block4_conv3/kernel").asDouble(-1)).as("still frozen").isZero();
        assertThat(result.at("/stages/1/penalties").path("l2 block4_conv3/kernel").asDouble()).as("thawed").isPositive();
        assertThat(result.at("/stages/0/trainableParameters").asLong())
                .isLessThan(result.at("/stages/1/trainableParameters").asLong());
        assertThat(result.at("/featureBank/hits").asInt()).isZero();
        assertThat(result.at("/featureBank/misses").asInt()).isPositive();
        assertThat(result.at("/decision/outcome").asText()).isEqualTo("PROMOTED");
        assertThat(result.at("/test/confusion")).hasSize(SampleImages.labels().size());
        assertThat(result.at("/seconds/total").asDouble()).isPositive();
        String report = Files.readString(Path.of(result.at("/model/report").asText()));
        assertThat(report).contains("Promoted", "asked for by a person, with thaw run", "a training image of class rust",
                "only the head trains", "l2 block4_conv3/kernel", "<polyline class=\"line validation\"",
                "<polyline class=\"line training\"", "<polyline class=\"line rate\"", "unsupported-format");
    }

    @Test
    @Order(2)
    void everyStepIsOnTheTopics() {
        List<Event> events = new ArrayList<>();
        try (EventReader reader = new EventReader(platform.address().kafkaProperties(), platform.address().topicPrefix(),
                List.of(Topic.values()))) {
            reader.readToEnd(received -> events.add(received.event()));
        }

        assertThat(events.stream().map(Event::getClass).collect(Collectors.toSet())).contains(DatasetDeclared.class,
                ImageArrived.class, ImageIngested.class, ImageRejected.class, TrainingAsked.class, TrainingRequested.class,
                TrainingProgress.class, CheckpointSaved.class, CheckpointEvaluated.class, CandidateReady.class,
                CandidateEvaluated.class, ModelDecided.class, RunState.class);
    }

    @Test
    @Order(3)
    void theModelTellsTheProbabilitiesOfAPhoto() throws Exception {
        // given
        JsonNode model = EventCodec.json().readTree(directory.resolve("first.json").toFile()).at("/model");
        Path image = directory.resolve("images/rust/rust-003.png");

        // when
        JsonNode predicted = thaw.json("predict", "--json", "--model", Path.of(model.at("/path").asText()), image);
        JsonNode byOnnx = thaw.json("predict", "--json", "--model", Path.of(model.at("/onnx").asText()), image);

        // then
        JsonNode photo = predicted.get(0);
        assertThat(photo.at("/label").asText()).isIn(SampleImages.labels());
        assertThat(stream(photo.at("/probabilities")).mapToDouble(JsonNode::asDouble).sum()).isCloseTo(1, within(1e-4));
        assertThat(byOnnx).isEqualTo(predicted);
    }

    @Test
    @Order(4)
    void theSameAgainFindsEveryFrozenActivationAndTheSameScores() throws Exception {
        // when
        JsonNode again = run("again.json");

        // then
        JsonNode first = EventCodec.json().readTree(directory.resolve("first.json").toFile());
        assertThat(again.at("/featureBank/misses").asInt()).isZero();
        assertThat(again.at("/featureBank/hits").asInt()).isEqualTo(first.at("/featureBank/misses").asInt());
        assertThat(again.at("/test/loss").asDouble()).isEqualTo(first.at("/test/loss").asDouble());
        assertThat(again.at("/decision/outcome").asText()).isEqualTo("REFUSED");
        assertThat(Path.of(again.at("/model/report").asText())).content().contains("Refused", "+0.00 points", "the same images",
                "the same plan", "number 1: version 1");
    }

    private static JsonNode run(String result) throws IOException, InterruptedException {
        thaw.done("run", "--dataset", "steel", "--images", directory.resolve("images"), "--base",
                directory.resolve("textures.keras"), "--plan", directory.resolve("plan.yaml"), "--work", work, "--result",
                directory.resolve(result));
        return EventCodec.json().readTree(directory.resolve(result).toFile());
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
