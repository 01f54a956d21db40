package dev.thaw.evaluator.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.event.ArrivalsAssessed;
import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.contract.event.DecisionAsked.Action;
import dev.thaw.contract.event.DecisionDeclined;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.kafka.DeadLetter;
import dev.thaw.contract.kafka.DeadLetterBox;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.EventWriter;
import dev.thaw.evaluator.promotion.Champions;
import dev.thaw.service.KafkaConnection;
import dev.thaw.service.tuning.BucketShardStore;
import dev.thaw.testkit.LocalServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The whole service against a real broker, a real S3 server and a network of a few weights. */
@QuarkusTest
@QuarkusTestResource(LocalServersResource.class)
@TestMethodOrder(OrderAnnotation.class)
class EvaluatorServiceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Inject
    KafkaConnection connection;

    @Inject
    MinioBucket bucket;

    private EventWriter writer;
    private EventReader reader;
    private final List<Event> events = new ArrayList<>();
    private BrightnessDataset dataset;

    @BeforeEach
    void open() throws Exception {
        writer = new EventWriter(connection.properties(), "", "urn:thaw:test");
        reader = new EventReader(connection.properties(), "",
                List.of(Topic.EVALUATION_METRICS, Topic.TRAINING_SIGNALS, Topic.MODELS_DECISIONS, Topic.RUNS));
        dataset = BrightnessDataset.create(bucket);
    }

    @AfterEach
    void close() {
        writer.close();
        reader.close();
    }

    @Test
    void scoresCheckpointsAndStopsAStageThatNoLongerImproves() throws Exception {
        // given: the second head is the best, patience is 2
        double[] steepness = {2, 20, 10, 5};

        // when
        for (int i = 0; i < steepness.length; i++) {
            writer.write(dataset.save("stop-run", i + 1, steepness[i], 0.5));
        }

        // then
        awaitEvents(CheckpointEvaluated.class, "stop-run", 4);
        List<CheckpointEvaluated> evaluated = of(CheckpointEvaluated.class, "stop-run");
        assertThat(evaluated).extracting(CheckpointEvaluated::epoch).containsExactly(1, 2, 3, 4);
        assertThat(evaluated).extracting(CheckpointEvaluated::bestEpoch).containsExactly(1, 2, 2, 2);
        assertThat(evaluated).allSatisfy(each -> {
            assertThat(each.metrics().images()).isEqualTo(8);
            assertThat(each.metrics().accuracy()).isEqualTo(1.0);
        });
        awaitEvents(TrainingSignal.class, "stop-run", 1);
        assertThat(of(TrainingSignal.class, "stop-run")).singleElement().satisfies(signal -> {
            assertThat(signal.action()).isEqualTo(TrainingSignal.Action.STOP_STAGE);
            assertThat(signal.rule()).isEqualTo("patience");
            assertThat(signal.bestEpoch()).isEqualTo(2);
            assertThat(signal.history()).hasSize(4);
        });
    }

    @Test
    void whatTheBucketKeepsOfABackboneIsWeighedAndRemoved() {
        // given
        BucketShardStore store = new BucketShardStore(bucket);
        store.write("0".repeat(64), "1.safetensors", new byte[1000]);
        store.touch("0".repeat(64));

        // when, then
        assertThat(store.backbones()).filteredOn(backbone -> backbone.hash().startsWith("000")).singleElement()
                .satisfies(backbone -> {
                    assertThat(backbone.bytes()).isBetween(1000L, 1100L);
                    assertThat(backbone.used()).isCloseTo(Instant.now(), within(10, ChronoUnit.MINUTES));
                });
        store.delete("0".repeat(64));
        store.delete("0".repeat(64));
        assertThat(store.list("0".repeat(64))).isEmpty();
        assertThat(store.read("0".repeat(64), "1.safetensors")).isEmpty();
    }

    /** The first, because no other champion is to be there yet. */
    @Test
    @Order(1)
    void promotesTheFirstCandidateAndRefusesAWorseOneWhichAPersonPromotesAndRollsBack() throws Exception {
        // given: one head divides dark from light where they meet, the other takes half of the dark ones for light
        CheckpointSaved good = dataset.save("good-run", 1, 20, 0.5);
        CheckpointSaved worse = dataset.save("worse-run", 1, 20, 0.25);

        // when
        writer.write(dataset.candidate(good));
        writer.write(dataset.candidate(worse));
        writer.write(dataset.candidate(good));

        // then
        awaitEvents(ModelDecided.class, "worse-run", 1);
        assertThat(of(CandidateEvaluated.class, "good-run")).singleElement().satisfies(evaluated -> {
            assertThat(evaluated.metrics().images()).isEqualTo(8);
            assertThat(evaluated.metrics().accuracy()).isEqualTo(1.0);
        });
        ModelDecided promoted = of(ModelDecided.class, "good-run").get(0);
        assertThat(promoted.outcome()).as(promoted.reason()).isEqualTo(ModelDecided.Outcome.PROMOTED);
        assertThat(bucket.list(promoted.model())).containsExactly(promoted.model() + "labels.txt",
                promoted.model() + "lineage.json", promoted.model() + "metrics.json", promoted.model() + "model.keras",
                promoted.model() + "model.onnx", promoted.model() + "plan.yaml",
                promoted.model() + "predictions/good-run.json", promoted.model() + "report.html");
        assertThat(promoted.report()).isEqualTo(promoted.model() + "report.html");
        assertThat(new String(bucket.get(promoted.report()), StandardCharsets.UTF_8)).contains("Promoted", "100.00 %",
                "manifests/brightness/1.json", "a training image of class dark");
        assertThat(new Champions(bucket).current(BrightnessDataset.DATASET)).map(Champion::run).contains("good-run");
        assertThat(of(ModelDecided.class, "worse-run")).singleElement().satisfies(refused -> {
            assertThat(refused.outcome()).isEqualTo(ModelDecided.Outcome.REFUSED);
            assertThat(refused.gate()).isEqualTo("better-than-champion");
            assertThat(refused.candidateAccuracy()).isCloseTo(0.75, within(0.13));
            assertThat(refused.championAccuracy()).isEqualTo(1.0);
            assertThat(refused.comparison().images()).isEqualTo(8);
            assertThat(refused.comparison().accuracy().high()).isLessThanOrEqualTo(0);
            assertThat(refused.gates()).filteredOn(gate -> gate.gate().equals("latency")).singleElement()
                    .satisfies(gate -> assertThat(gate.value()).as(gate.sentence()).isPositive());
            assertThat(refused.gates()).filteredOn(gate -> gate.gate().equals("size")).singleElement()
                    .satisfies(gate -> assertThat(gate.value())
                            .isEqualTo(bucket.size(refused.model() + "model.keras"), within(10_000.0)));
        });
        // the candidate that came again is only told about once more
        awaitEvents(RunState.class, "good-run", 2);
        assertThat(of(ModelDecided.class, "good-run")).hasSize(1);
        assertThat(of(RunState.class, "good-run")).extracting(RunState::state).containsExactly(RunState.State.PROMOTED,
                RunState.State.PROMOTED);
        decidesByHand(of(ModelDecided.class, "worse-run").get(0));
    }

    /** A person promotes the refused model and rolls back. */
    private void decidesByHand(ModelDecided second) throws Exception {
        // given
        Champion before = new Champions(bucket).current(BrightnessDataset.DATASET).orElseThrow();

        // when
        writer.write(asked("promote-it", Action.PROMOTE, second.version()));
        writer.write(asked("roll-back", Action.ROLL_BACK, null));
        writer.write(asked("roll-back", Action.ROLL_BACK, null));
        writer.write(asked("promote-nothing", Action.PROMOTE, 99));

        // then
        await().atMost(PATIENCE).until(() -> {
            reader.poll(Duration.ofMillis(100)).forEach(received -> events.add(received.event()));
            return events.stream().anyMatch(DecisionDeclined.class::isInstance);
        });
        List<ModelDecided> byHand = events.stream().filter(ModelDecided.class::isInstance).map(ModelDecided.class::cast)
                .filter(ModelDecided::byHand).toList();
        assertThat(byHand).extracting(ModelDecided::outcome).containsExactly(ModelDecided.Outcome.PROMOTED,
                ModelDecided.Outcome.ROLLED_BACK);
        assertThat(byHand).extracting(ModelDecided::champion).containsExactly(before.number() + 1, before.number() + 2);
        assertThat(byHand).extracting(ModelDecided::championVersion).containsExactly(second.version(), before.version());
        Champion after = new Champions(bucket).current(BrightnessDataset.DATASET).orElseThrow();
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(after.request()).isEqualTo("brightness/roll-back");
        assertThat(events).filteredOn(DecisionDeclined.class::isInstance).singleElement()
                .satisfies(event -> assertThat(((DecisionDeclined) event).reason()).contains("no model of version 99"));
    }

    private static DecisionAsked asked(String request, Action action, Integer version) {
        return new DecisionAsked(BrightnessDataset.DATASET, request, action, version, "a test", "ana");
    }

    @Test
    void triesTheChampionOnWhatArrivesAndTellsIfItIsDifferent() throws Exception {
        // given: a champion, and somebody who wants to know
        writer.write(dataset.candidate(dataset.save("watched-run", 1, 20, 0.5)));
        awaitEvents(ModelDecided.class, "watched-run", 1);
        writer.write(dataset.declareWatched(20));
        for (ImageIngested image : dataset.ingested()) {
            writer.write(image);
        }

        // when: light images come, half of which somebody calls dark
        for (int grey = 201; grey < 241; grey += 2) {
            writer.write(dataset.arrive(grey, grey % 4 == 1 ? "dark" : "light"));
        }

        // then
        awaitEvents(ArrivalsAssessed.class, BrightnessDataset.DATASET, 1);
        assertThat(of(ArrivalsAssessed.class, BrightnessDataset.DATASET)).singleElement().satisfies(assessed -> {
            assertThat(assessed.images()).isEqualTo(20);
            assertThat(assessed.known()).isEqualTo(44);
            assertThat(assessed.toOffset() - assessed.fromOffset()).isEqualTo(19);
            assertThat(assessed.accuracy()).isEqualTo(0.5);
            assertThat(assessed.drift().pValue()).isLessThan(0.01);
            assertThat(assessed.model()).startsWith("models/brightness/");
        });
    }

    @Test
    void whatCannotBeJudgedGoesToTheDeadLetterTopicAndTheNextIsJudged() throws Exception {
        // given
        CheckpointSaved corrupt = dataset.save("broken-run", 2, 10, 0.5);
        bucket.put(corrupt.checkpoint() + "weights.safetensors", new byte[]{1, 2, 3}, "application/octet-stream");

        // when
        String saved = new String(EventCodec.data(corrupt), StandardCharsets.UTF_8);
        writeRaw("broken-run", "this is not JSON");
        writeRaw("broken-run", null);
        writeRaw("other-run", saved);
        writeRaw("broken-run", saved.replace("runs/broken-run/", "runs/other-run/"));
        writeRaw("broken-run", saved.replace("runs/broken-run/1/", "runs/broken-run/../../models/"));
        writeRaw("broken-run", saved.replace("manifests/", "/manifests/"));
        writeRaw("broken-run", saved.replace("\"epoch\":2", "\"epoch\":2e99"));
        writeRaw(Topic.EVALUATION_METRICS, CheckpointEvaluated.class, "broken-run", "{}");
        writer.write(dataset.saved("broken-run", 1, "runs/broken-run/1/0-1/"));
        writer.write(corrupt);
        writer.write(dataset.save("broken-run", 3, 10, 0.5));

        // then
        awaitEvents(CheckpointEvaluated.class, "broken-run", 1);
        assertThat(of(CheckpointEvaluated.class, "broken-run")).extracting(CheckpointEvaluated::epoch).containsExactly(3);
        List<DeadLetter> letters = deadLetters(Topic.TRAINING_CHECKPOINTS)
                .stream()
                .map(DeadLetterBox.Entry::letter).toList();
        assertThat(letters).extracting(DeadLetter::defect).containsExactly("not-json", "no-data", "wrong-key", "invalid",
                "invalid",
                "invalid", "invalid", "not-possible", "not-possible");
        assertThat(letters.get(7).reason()).contains("runs/broken-run/1/0-1/", "checkpoint.json");
        assertThat(letters.get(8).reason()).contains("weights.safetensors", "SHA-256");
        // looked at beside the checkpoints, whenever its turn comes
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(deadLetters(Topic.EVALUATION_METRICS))
                .extracting(entry -> entry.letter().defect()).containsExactly("invalid"));
    }

    @Test
    void aRequestForADecisionThatIsNoneGoesToTheDeadLetterTopicAndTheNextIsAnswered() throws Exception {
        // given
        DecisionAsked asked = new DecisionAsked("nowhere", "back", Action.ROLL_BACK, null, "a test", "ana");
        DecisionAsked again = new DecisionAsked("nowhere", "again", Action.ROLL_BACK, null, "a test", "ana");
        String data = new String(EventCodec.data(asked), StandardCharsets.UTF_8);

        // when
        writeDecision("nowhere", "this is not JSON");
        writeDecision("nowhere", null);
        writeDecision("elsewhere", data);
        writeRaw(Topic.MODELS_DECISIONS, CheckpointSaved.class, "nowhere", data);
        writeDecision("../models", data.replace("nowhere", "../models"));
        writeDecision("nowhere", data.replace("ROLL_BACK", "DELETE"));
        writeDecision("nowhere", data.replace("ROLL_BACK", "PROMOTE"));
        writeDecision("nowhere", data.replace("\"version\":null", "\"version\":-1"));
        writeDecision("nowhere", data.replace("\"ana\"", "\"\\u001b[2J\""));
        writer.write(asked);
        writer.write(asked);
        writer.write(again);

        // then: what comes twice is answered once
        awaitEvents(DecisionDeclined.class, "nowhere", 2);
        assertThat(of(DecisionDeclined.class, "nowhere")).extracting(DecisionDeclined::request).containsExactly(asked.id(),
                again.id());
        assertThat(deadLetters(Topic.MODELS_DECISIONS))
                .extracting(entry -> entry.letter().defect()).containsExactly("not-json", "no-data", "wrong-key", "wrong-type",
                        "invalid", "invalid", "invalid", "invalid", "invalid");
    }

    private void writeDecision(String key, String data) throws Exception {
        writeRaw(Topic.MODELS_DECISIONS, DecisionAsked.class, key, data);
    }

    private void writeRaw(String key, String data) throws Exception {
        writeRaw(Topic.TRAINING_CHECKPOINTS, CheckpointSaved.class, key, data);
    }

    private void writeRaw(Topic topic, Class<? extends Event> type, String key, String data) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(new HashMap<>(connection.properties()),
                new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> broken = new ProducerRecord<>(topic.topicName(), key, data);
            broken.headers().add("ce_type", EventCodec.typeOf(type).getBytes(StandardCharsets.UTF_8));
            producer.send(broken).get();
        }
    }

    private void awaitEvents(Class<? extends Event> type, String run, int count) {
        await().atMost(PATIENCE).until(() -> {
            reader.poll(Duration.ofMillis(100)).forEach(received -> events.add(received.event()));
            return of(type, run).size() >= count;
        });
    }

    /** Of those that awaitEvents has seen; every event here has its run as key, except decisions, which tell it. */
    private <E extends Event> List<E> of(Class<E> type, String run) {
        return events.stream().filter(type::isInstance).map(type::cast)
                .filter(event -> event instanceof ModelDecided decided ? decided.run().equals(run) : event.key().equals(run))
                .toList();
    }

    private List<DeadLetterBox.Entry> deadLetters(Topic topic) throws Exception {
        List<DeadLetterBox.Entry> letters = new ArrayList<>();
        try (DeadLetterBox box = new DeadLetterBox(connection.properties(), "")) {
            box.each(List.of(topic), letters::add);
        }
        return letters;
    }
}
