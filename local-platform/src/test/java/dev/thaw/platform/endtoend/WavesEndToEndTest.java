package dev.thaw.platform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.GateResult;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingCondition;
import dev.thaw.contract.event.TrainingConsidered;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.endtoend.ThawCommand.Outcome;
import dev.thaw.platform.supervise.PlatformState;

/**
 * Months of a data set in two minutes, as {@code docs/waves.md} walks through them: waves of photos start runs by themselves, a label comes that
 * nobody knew, mislabelled photos are not let through, and somebody goes back to an older model.
 */
@TestMethodOrder(OrderAnnotation.class)
class WavesEndToEndTest {
    private static final Path SHARED = Path.of(System.getProperty("thaw.root"), "..", "shared");
    private static final Path PHOTOS = SHARED.resolve("data/flowers_small");
    private static final Path BASE = SHARED.resolve("weights/mobilenet_v1_0.25_224.h5");
    private static final int GOOD_WAVES = 4;
    private static final int MISLABELLED = 5;
    private static final int VARIANTS = 2;
    private static final Duration LONG = Duration.ofMinutes(10);
    @TempDir
    static Path directory;
    private static ThawCommand thaw;
    private static Path work;
    private static FlowerWaves waves;

    @BeforeAll
    static void aPlatformInTheBackground() throws Exception {
        assumeThat(PHOTOS).exists();
        assumeThat(BASE).exists();
        thaw = new ThawCommand(directory);
        work = directory.resolve("work");
        waves = new FlowerWaves(PHOTOS, directory);
        Files.copy(BASE, directory.resolve("mobilenet.h5"));
        thaw.done("up", "--work", work);
    }

    @AfterAll
    static void down() throws Exception {
        if (work != null) {
            thaw.done("down", "--work", work);
        }
    }

    @Test
    @Order(1)
    void threeWavesStartARunEachWhoseModelIsPromoted() throws Exception {
        for (int wave = 1; wave < GOOD_WAVES; wave++) {
            // when
            declareTriggerFor(wave);
            Outcome pushed = thaw.done("push", "--work", work, "--dataset", "flowers", waves.wave(wave));

            // then
            assertThat(pushed.out())
                    .contains(FlowerWaves.size(wave) + " of " + FlowerWaves.size(wave) + " images are in data set");
            assertThat(watchRunOf(wave)).contains("model " + wave + " promoted");
        }
    }

    @Test
    @Order(2)
    void aLabelThatNobodyKnewWaitsForSomebodysWordAndThenTheHeadHasOneMoreClass() throws Exception {
        // when
        declareTriggerFor(GOOD_WAVES);
        Outcome pushed = thaw.done("push", "--work", work, "--dataset", "flowers", waves.wave(GOOD_WAVES));

        // then
        assertThat(pushed.out()).contains("160 of 240 images are in data set flowers", "80 wait for their label");
        assertThat(requests()).as("no run while they wait").hasSize(GOOD_WAVES - 1);

        // and when
        thaw.done("dataset", "approve", "--work", work, "flowers", FlowerWaves.NEW_LABEL);

        // then
        assertThat(watchRunOf(GOOD_WAVES)).contains("model 4 promoted");
        assertThat(manifest(requests().get(GOOD_WAVES - 2)).labels()).isEqualTo(FlowerWaves.LABELS);
        assertThat(manifest(requests().get(GOOD_WAVES - 1)).labels()).hasSize(5).contains(FlowerWaves.NEW_LABEL);
        assertThat(decision(GOOD_WAVES).gates()).filteredOn(gate -> gate.gate().equals("new-labels")).singleElement()
                .satisfies(gate -> {
                    assertThat(gate.passed()).isTrue();
                    assertThat(gate.sentence()).contains(FlowerWaves.NEW_LABEL);
                });
        JsonNode shown = thaw.json("dataset", "show", "--work", work, "flowers", "--json");
        assertThat(shown.at("/definition/labels")).hasSize(5);
        assertThat(shown.at("/images/held")).isEmpty();
        assertThat(shown.at("/champion").asInt()).isEqualTo(GOOD_WAVES);
    }

    @Test
    @Order(3)
    void aMislabelledWaveIsTrainedOnButItsModelIsRefusedForBeingWorseThanTheChampion() throws Exception {
        // when
        declareTriggerFor(MISLABELLED);
        thaw.done("push", "--work", work, "--dataset", "flowers", waves.wave(MISLABELLED));

        // then
        assertThat(watchRunOf(MISLABELLED)).contains("model 5 refused");
        ModelDecided refused = decision(MISLABELLED);
        assertThat(refused.gate()).isEqualTo("not-worse-than-champion");
        assertThat(refused.gates()).filteredOn(gate -> !gate.passed()).extracting(GateResult::gate)
                .containsExactly("not-worse-than-champion");
        assertThat(refused.comparison()).isNotNull();
        assertThat(refused.candidateAccuracy()).isLessThan(refused.championAccuracy());
        assertThat(refused.championVersion()).isEqualTo(GOOD_WAVES);
    }

    @Test
    @Order(4)
    void whatWasComputedOfAnImageInOneRunIsFoundInEveryLaterOne() throws Exception {
        Set<String> known = new HashSet<>();
        for (TrainingRequested request : requests()) {
            Manifest manifest = manifest(request);
            long old = manifest.images().stream().filter(image -> known.contains(image.sha256())).mapToLong(this::variants).sum();
            long all = manifest.images().stream().mapToLong(this::variants).sum();
            CandidateReady candidate = only(CandidateReady.class, ready -> ready.run().equals(request.run()));

            assertThat(candidate.bankHits()).as("found by " + request.manifest()).isEqualTo(old);
            assertThat(candidate.bankMisses()).as("computed by " + request.manifest()).isEqualTo(all - old);
            manifest.images().forEach(image -> known.add(image.sha256()));
        }
    }

    @Test
    @Order(5)
    void somebodyGoesBackToTheModelBefore() throws Exception {
        // when
        Outcome back = thaw.done("rollback", "--work", work, "--dataset", "flowers", "--by", "operator", "--reason",
                "tulips came too early");

        // then
        assertThat(back.out()).contains(
                "model 3 rolled back by operator: back from version 4 to version 3: tulips came too early",
                "champion of flowers: version 3");
        JsonNode models = thaw.json("models", "--work", work, "--dataset", "flowers", "--json");
        assertThat(models).hasSize(MISLABELLED).allSatisfy(model -> assertThat(model.at("/champion").asBoolean())
                .isEqualTo(model.at("/version").asInt() == 3));
        DecisionAsked asked = only(DecisionAsked.class, event -> true);
        ModelDecided answer = only(ModelDecided.class, ModelDecided::byHand);
        assertThat(answer.request()).isEqualTo(asked.id());
        assertThat(answer.outcome()).isEqualTo(ModelDecided.Outcome.ROLLED_BACK);
    }

    @Test
    @Order(6)
    void everyRunAndEveryDecisionSaysWhy() throws Exception {
        JsonNode runs = thaw.json("runs", "--work", work, "--dataset", "flowers", "--json");
        List<TrainingRequested> requests = requests();
        List<TrainingConsidered> starts = events(TrainingConsidered.class)
                .filter(considered -> considered.outcome() == TrainingConsidered.Outcome.STARTED).toList();
        List<ModelDecided> decisions = events(ModelDecided.class).filter(decided -> !decided.byHand()).toList();
        assertThat(List.of(runs.size(), requests.size(), starts.size(), decisions.size())).containsOnly(MISLABELLED);
        for (int wave = 1; wave <= MISLABELLED; wave++) {
            int size = FlowerWaves.size(wave);
            JsonNode row = runs.get(wave - 1);
            TrainingRequested request = requests.get(wave - 1);
            TrainingConsidered started = starts.get(wave - 1);
            ModelDecided decision = decisions.get(wave - 1);

            assertThat(started.run()).isEqualTo(request.run());
            assertThat(started.newImages()).isEqualTo(size);
            assertThat(started.conditions()).filteredOn(condition -> condition.name().equals("new-images")).singleElement()
                    .extracting(TrainingCondition::met).isEqualTo(true);
            assertThat(request.reason()).isEqualTo(started.reason()).contains(size + " new images since the last training");
            assertThat(row.at("/run").asText()).isEqualTo(request.run());
            assertThat(row.at("/reason").asText()).isEqualTo(request.reason());
            assertThat(row.at("/decision").asText()).isEqualTo(wave == MISLABELLED ? "REFUSED" : "PROMOTED");
            assertThat(row.at("/detail").asText()).isEqualTo(decision.reason());
            assertThat(decision.run()).isEqualTo(request.run());
            assertThat(decision.gates()).isNotEmpty().allSatisfy(gate -> assertThat(gate.sentence()).isNotBlank());
        }
        assertThat(thaw.done("watch", "--work", work, requests.get(0).run()).out()).as("told afterwards, in the order of time")
                .containsSubsequence("run is queued", "run is training", "head epoch 1 judged", "candidate tested on",
                        "model 1 promoted");
    }

    private static void declareTriggerFor(int wave) throws Exception {
        Path file = directory.resolve("flowers.yaml");
        Files.writeString(file, """
                dataset: flowers
                labels: [daisy, dandelion, rose, sunflower]
                unknownLabel: hold
                images: {size: 128}
                split: {validation: 0.15, test: 0.3}
                trigger: {newImages: %d}
                base: mobilenet.h5
                plan:
                  augmentation: {flip: horizontal, variants: %d}
                  stages:
                  - {name: head, thaw: none, learningRate: 5e-3, epochs: 12, patience: 4}
                gates: {rule: not_worse, margin: 0.2, newLabelRecall: 0.1}
                """.formatted(FlowerWaves.size(wave), VARIANTS));
        thaw.done("dataset", "apply", "--work", work, file);
    }

    /** What the command prints from the beginning of the wave's run to its end. */
    private static String watchRunOf(int wave) throws Exception {
        List<TrainingRequested> requests = requests();
        for (long end = System.nanoTime() + LONG.toNanos(); requests.size() < wave && System.nanoTime() < end;) {
            Thread.sleep(500);
            requests = requests();
        }
        assertThat(requests).as("runs that started by themselves").hasSize(wave);
        return thaw.done("watch", "--work", work, requests.get(wave - 1).run()).out();
    }

    private long variants(Manifest.Entry image) {
        return image.split() == Split.TRAIN ? VARIANTS : image.split() == Split.VALIDATION ? 1 : 0;
    }

    private static Manifest manifest(TrainingRequested request) throws IOException {
        try (PlatformConnection platform = connection()) {
            return EventCodec.json().readValue(platform.bucket().get(request.manifest()), Manifest.class);
        }
    }

    private static ModelDecided decision(int version) throws IOException {
        return only(ModelDecided.class, decided -> decided.version() == version && !decided.byHand());
    }

    private static List<TrainingRequested> requests() throws IOException {
        return events(TrainingRequested.class).toList();
    }

    private static <T extends Event> T only(Class<T> type, Predicate<T> wanted) throws IOException {
        List<T> found = events(type).filter(wanted).toList();
        assertThat(found).as(type.getSimpleName()).hasSize(1);
        return found.get(0);
    }

    /** Of that type, in the order of their topic; an event may stand there twice. */
    private static <T extends Event> Stream<T> events(Class<T> type) throws IOException {
        List<Event> events = new ArrayList<>();
        try (PlatformConnection platform = connection(); EventReader reader = platform.reader(Topic.of(type))) {
            reader.readToEnd(received -> events.add(received.event()));
        }
        return events.stream().filter(type::isInstance).map(type::cast).distinct();
    }

    private static PlatformConnection connection() throws IOException {
        return new PlatformConnection(PlatformState.read(work.resolve("platform.json")).orElseThrow().address());
    }
}
