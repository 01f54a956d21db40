package dev.thaw.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.ClassMetrics;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.StageReport;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.platform.command.Json;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.dataset.ArrivalCounts;
import dev.thaw.testkit.MemoryBucket;

class RunResultTest {
    private static final String RUN = "pets-20261121-101112-abcd";
    private static final BaseModel BASE = new BaseModel("tiny", "bases/tiny/x", "a".repeat(64), null);

    @TempDir
    Path directory;

    @Test
    void theResultFileHasEveryFieldThatIsPromised() throws IOException {
        // given
        RunHistory history = decidedRun();

        // when
        Path file = directory.resolve("deep/result.json");
        Json.write(file, RunResult.of(history, splits(), new ArrivalCounts(6, 4, 1, 1, 0), Path.of("/models/model.keras"),
                new RunResult.Seconds(10, 1, 2, 3, 4)));

        // then
        JsonNode result = new ObjectMapper().readTree(Files.readString(file));
        assertThat(result.at("/run").textValue()).isEqualTo(RUN);
        assertThat(result.at("/dataset").textValue()).isEqualTo("pets");
        assertThat(result.at("/manifest").textValue()).isEqualTo("manifests/pets/1.json");
        assertThat(result.get("base")).hasToString("{\"name\":\"tiny\",\"sha256\":\"" + "a".repeat(64) + "\"}");
        assertThat(result.get("images")).hasToString(
                "{\"arrived\":6,\"ingested\":4,\"rejected\":1,\"duplicates\":1,\"train\":2,\"validation\":1,\"test\":1}");
        JsonNode stage = result.get("stages").get(0);
        assertThat(names(stage)).containsExactlyInAnyOrder("name", "trainableParameters", "totalParameters", "epochs",
                "bestEpoch", "stoppedBy", "seconds", "validation", "frozenLayersUnchanged", "penalties");
        assertThat(stage.at("/validation/loss").doubleValue()).isEqualTo(0.5);
        assertThat(stage.at("/validation/accuracy").doubleValue()).isEqualTo(0.75);
        assertThat(stage.at("/frozenLayersUnchanged").booleanValue()).isTrue();
        assertThat(stage.get("penalties")).hasToString("{\"l2 head/kernel\":0.25}");
        assertThat(result.get("featureBank")).hasToString("{\"hits\":7,\"misses\":3}");
        assertThat(result.at("/test/accuracy").doubleValue()).isEqualTo(1.0);
        assertThat(result.at("/test/loss").doubleValue()).isEqualTo(0.1);
        assertThat(result.at("/test/perClass/0/label").textValue()).isEqualTo("cats");
        assertThat(result.at("/test/confusion")).hasToString("[[1,0],[0,0]]");
        assertThat(result.at("/decision/outcome").textValue()).isEqualTo("PROMOTED");
        assertThat(result.at("/decision/reason").textValue()).isEqualTo("the first model of this data set");
        assertThat(result.at("/model/version").intValue()).isEqualTo(1);
        assertThat(result.at("/model/path").textValue()).isEqualTo("/models/model.keras");
        assertThat(result.at("/model/onnx").textValue()).isEqualTo("/models/model.onnx");
        assertThat(result.at("/model/labels")).hasToString("[\"cats\",\"dogs\"]");
        assertThat(result.at("/model/report").textValue()).isEqualTo("/models/report.html");
        assertThat(names(result.get("seconds"))).containsExactly("total", "platform", "ingest", "train", "evaluate");
    }

    @Test
    void theSummaryNamesAccuracyDecisionAndModel() throws IOException {
        java.io.ByteArrayOutputStream printed = new java.io.ByteArrayOutputStream();

        RunSummary.print(
                RunResult.of(decidedRun(), splits(), new ArrivalCounts(6, 4, 1, 1, 0), Path.of("/models/model.keras"),
                        new RunResult.Seconds(10, 1, 2, 3, 4)),
                new Console(new java.io.PrintStream(printed, true), false));

        assertThat(printed.toString()).contains("Test accuracy 100.00 %", "PROMOTED", "/models/model.keras",
                "Report: /models/report.html", "head", "patience");
    }

    @Test
    void aRunHasEndedOnlyWhenAllThatBelongsToItsEndIsThere() {
        RunHistory history = new RunHistory(RUN);

        history.add(state(RunState.State.PROMOTED));
        assertThat(history.ended()).isFalse();

        decisive().forEach(history::add);
        assertThat(history.ended()).isTrue();
    }

    @Test
    void aFailedRunHasEndedAtOnce() {
        RunHistory history = new RunHistory(RUN);

        history.add(state(RunState.State.FAILED));

        assertThat(history.ended()).isTrue();
        assertThat(history.decided()).isFalse();
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static RunHistory decidedRun() {
        RunHistory history = new RunHistory(RUN);
        decisive().forEach(history::add);
        history.add(state(RunState.State.PROMOTED));
        return history;
    }

    private static RunState state(RunState.State state) {
        return new RunState("pets", RUN, state, 1, null, null, 5, Instant.EPOCH);
    }

    private static List<dev.thaw.contract.event.Event> decisive() {
        StageReport stage = new StageReport("head", 10, 100, 3, 2, "patience", 1.5, 0.5, 0.75, true,
                Map.of("l2 head/kernel", 0.25));
        Metrics metrics = new Metrics(Split.TEST, 1, 0.1, 1.0,
                List.of(new ClassMetrics("cats", 1, 1.0, 1.0, 1.0, 1.0), new ClassMetrics("dogs", 0, null, null, null, null)),
                List.of(List.of(1L, 0L), List.of(0L, 0L)));
        return List.of(new TrainingRequested("pets", RUN, "manifests/pets/1.json", BASE, null, "asked"),
                new CandidateReady("pets", RUN, 1, "runs/" + RUN + "/1/0-2/", "manifests/pets/1.json", BASE, "seed: 1",
                        List.of(stage), 1.5,
                        7, 3),
                new CandidateEvaluated("pets", RUN, 1, "runs/" + RUN + "/1/0-2/", metrics, 1, "models/pets/1/", 0.5),
                new ModelDecided("pets", RUN, ModelDecided.Outcome.PROMOTED, "the first model of this data set", null, 1,
                        "models/pets/1/", 1, 1.0, null).withReport("models/pets/1/report.html"));
    }

    private static SplitCounts splits() throws IOException {
        MemoryBucket bucket = new MemoryBucket();
        bucket.put("manifests/pets/1.json", EventCodec.json().writeValueAsBytes(
                new Manifest("pets", 1, List.of("cats", "dogs"), new Manifest.ImageSize(96, 96), List.of(entry('1', Split.TRAIN),
                        entry('2', Split.TRAIN), entry('3', Split.VALIDATION), entry('4', Split.TEST)))),
                EventCodec.CONTENT_TYPE);
        return SplitCounts.read(bucket, "manifests/pets/1.json");
    }

    private static Manifest.Entry entry(char digit, Split split) {
        String hash = Character.toString(digit).repeat(64);
        return new Manifest.Entry(hash, "images/pets/" + hash + ".png", "cats", split);
    }
}
