package dev.thaw.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.RunState.State;
import dev.thaw.contract.event.SignalAnswered;
import dev.thaw.contract.event.SignalAnswered.Outcome;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.StageReport;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingProgress;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.event.TrainingSignal.Action;
import dev.thaw.contract.event.WarmStart;
import dev.thaw.contract.kafka.DeadLetterBox;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.service.EventPublisher;
import dev.thaw.service.EventReaders;
import dev.thaw.service.KafkaConnection;
import dev.thaw.testkit.LocalServersResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** The service against a real broker and a real S3 server. */
@QuarkusTest
@QuarkusTestResource(value = LocalServersResource.class, initArgs = {
        @ResourceArg(name = "thaw.trainer.evaluator-patience", value = "PT5S"),
        @ResourceArg(name = "thaw.trainer.progress-interval", value = "PT1S")})
class TrainerServiceTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    /** Topics that the trainer reads along. */
    private static final List<Topic> ALONG = List.of(Topic.TRAINING_PROGRESS, Topic.TRAINING_SIGNALS, Topic.RUNS);
    private static final String PLAN = """
            batchSize: 4
            augmentation: {flip: none, variants: 1}
            stages:
              - {name: head, thaw: none, learningRate: 0.3, epochs: 3, patience: 3}
              - {name: top, thaw: {last: 1}, learningRate: 0.005, epochs: 2, patience: 2}
            """;
    private static final String LONG_PLAN = """
            batchSize: 8
            augmentation: {flip: none, variants: 1}
            stages:
              - {name: head, thaw: none, learningRate: 0.01, epochs: 5000, patience: 5000}
            """;

    @Inject
    Bucket bucket;
    @Inject
    EventPublisher publisher;
    @Inject
    EventReaders readers;
    @Inject
    KafkaConnection connection;
    @Inject
    MeterRegistry registry;

    @Test
    void aRequestBecomesACandidateAndABrokenOneADeadLetter() throws Exception {
        // given: an evaluator that says nothing
        TinyDataset dataset = TinyDataset.in(bucket);

        // when
        String request = new String(EventCodec.data(new TrainingRequested(TinyDataset.NAME, "run-hostile", dataset.manifest(),
                dataset.base(), PLAN, "a test")), StandardCharsets.UTF_8);
        sendBroken("tints", "this is not an event");
        sendBroken("tints", null);
        sendBroken("others", request);
        sendBroken("tints", request.replace("manifests/tints/", "manifests/others/"));
        sendBroken("tints", request.replace("manifests/tints/", "manifests/tints/../../claims/"));
        sendBroken("tints", request.replace("bases/tiny/", "/bases/tiny/"));
        sendBroken("tints", request.replace("run-hostile", "../run"));
        sendBroken("tints", request.replace("\"run\"", "\"run\":\"run-plain\",\"run\""));
        for (Topic topic : ALONG) {
            sendBroken(topic, "dev.thaw.nonsense.v1", "run-plain", "{}");
        }
        request(dataset, "run-plain", PLAN);
        request(dataset, "run-plain", PLAN);

        // then
        awaitCandidate("run-plain");
        List<Event> events = events("run-plain");
        CandidateReady candidate = only(events, CandidateReady.class);
        assertThat(candidate.stages()).extracting(StageReport::name).containsExactly("head", "top");
        assertThat(candidate.stages()).extracting(StageReport::epochs).containsExactly(3, 2);
        assertThat(candidate.stages()).allSatisfy(stage -> {
            assertThat(stage.frozenLayersUnchanged()).isTrue();
            assertThat(stage.stoppedBy()).isEqualTo("epochs");
            assertThat(stage.validationAccuracy()).isGreaterThanOrEqualTo(0.75);
        });
        assertThat(candidate.bankMisses()).isPositive();
        assertThat(bucket.size(candidate.checkpoint() + "weights.safetensors")).isPositive();
        assertThat(of(events, CheckpointSaved.class)).extracting(CheckpointSaved::checkpoint).containsExactly(
                "runs/run-plain/1/0-1/", "runs/run-plain/1/0-2/", "runs/run-plain/1/0-3/", "runs/run-plain/1/1-1/",
                "runs/run-plain/1/1-2/");
        assertThat(of(events, TrainingProgress.class)).extracting(TrainingProgress::message)
                .anySatisfy(message -> assertThat(message).contains("the evaluator was silent"));
        assertThat(deadLetters(Topic.TRAINING_REQUESTS))
                .extracting(entry -> entry.letter().defect()).containsExactly("not-json", "no-data", "wrong-key", "invalid",
                        "invalid",
                        "invalid", "invalid", "not-json");
        // looked at beside the requests, whenever their turn comes
        for (Topic topic : ALONG) {
            await().atMost(LONG).untilAsserted(() -> assertThat(deadLetters(topic))
                    .extracting(entry -> entry.letter().defect()).containsExactly("wrong-type"));
        }
    }

    @Test
    void aRunStartsFromTheModelThatItsRequestNames() throws Exception {
        // given: a model of the same base, whose head says "bluish" whatever it sees
        TinyDataset dataset = TinyDataset.in(bucket);
        WarmStart start = dataset.model(bucket, PLAN, new float[]{20, 0});

        // when
        publisher.publishAndWait(new TrainingRequested(TinyDataset.NAME, "run-warm", dataset.manifest(), dataset.base(), PLAN,
                "a test", start));
        awaitCandidate("run-warm");
        publisher.publishAndWait(new TrainingRequested(TinyDataset.NAME, "run-other", dataset.manifest(), dataset.base(),
                "head: {hidden: [4]}\n" + PLAN, "a test", start));

        // then
        CandidateReady candidate = only(events("run-warm"), CandidateReady.class);
        assertThat(candidate.start()).isEqualTo(start);
        List<CheckpointSaved> saved = of(events("run-warm"), CheckpointSaved.class);
        assertThat(saved).extracting(CheckpointSaved::start).containsOnly(start);
        // half of the images are reddish: their loss is 20 at first, and six steps move a bias by 1.8 at most
        assertThat(saved.get(0).trainingLoss()).as("a fresh head begins at ln 2").isGreaterThan(2.0);
        await().atMost(LONG).untilAsserted(() -> assertThat(of(events("run-other"), RunState.class))
                .filteredOn(state -> state.state() == State.FAILED).singleElement()
                .satisfies(state -> assertThat(state.detail()).contains("start from the base instead")));
    }

    @Test
    void aStopOfTheEvaluatorEndsTheStageAndWhatItNamesIsTheCandidate() throws Exception {
        // given
        TinyDataset dataset = TinyDataset.in(bucket);
        request(dataset, "run-stopped", LONG_PLAN);

        // when
        List<CheckpointSaved> saved = awaitCheckpoints("run-stopped", 2);
        evaluate(saved.get(0), 0.4, 1);
        evaluate(saved.get(1), 0.9, 1);
        TrainingSignal ofAnotherAttempt = stop("run-stopped", 7, saved.get(0), 1);
        TrainingSignal stop = stop("run-stopped", 1, saved.get(0), 1);
        publisher.publishAndWait(ofAnotherAttempt);
        publisher.publishAndWait(stop);
        publisher.publishAndWait(stop);

        // then
        awaitCandidate("run-stopped");
        CandidateReady candidate = only(events("run-stopped"), CandidateReady.class);
        assertThat(candidate.checkpoint()).isEqualTo("runs/run-stopped/1/0-1/");
        assertThat(candidate.stages()).singleElement().satisfies(stage -> {
            assertThat(stage.stoppedBy()).isEqualTo("patience");
            assertThat(stage.bestEpoch()).isEqualTo(1);
            assertThat(stage.epochs()).isLessThan(5000);
        });
        TrainingSignal late = stop("run-stopped", 1, saved.get(0), 2);
        publisher.publishAndWait(late);
        List<SignalAnswered> answers = await().atMost(LONG).pollInterval(Duration.ofMillis(200))
                .until(() -> of(events("run-stopped"), SignalAnswered.class), told -> told.size() >= 3);
        assertThat(answers).extracting(SignalAnswered::signal).containsExactly(ofAnotherAttempt.id(), stop.id(), late.id());
        assertThat(answers).extracting(SignalAnswered::outcome).containsExactly(Outcome.IGNORED, Outcome.OBEYED, Outcome.IGNORED);
        assertThat(answers.get(1)).satisfies(obeyed -> {
            assertThat(obeyed.stage()).isEqualTo("head");
            assertThat(obeyed.restored()).isEqualTo(candidate.checkpoint());
            assertThat(obeyed.restoredEpoch()).isEqualTo(1);
            assertThat(obeyed.epoch()).isBetween(candidate.stages().get(0).epochs(), candidate.stages().get(0).epochs() + 1);
            assertThat(obeyed.next()).isEqualTo(SignalAnswered.Next.CANDIDATE);
        });
        assertThat(answers.get(2).reason()).contains("too late");
        assertThat(registry.get("thaw.trainer.signals").tag("outcome", "repeated").counter().count()).isEqualTo(1);
    }

    private static TrainingSignal stop(String run, int attempt, CheckpointSaved best, int number) {
        return new TrainingSignal(TinyDataset.NAME, run, attempt, 0, Action.STOP_STAGE, "patience", "no better epoch",
                best.checkpoint(), 1, List.of(), "evaluator", number);
    }

    @Test
    void aPersonCancelsARun() throws Exception {
        // given
        TinyDataset dataset = TinyDataset.in(bucket);
        request(dataset, "run-cancelled", LONG_PLAN);
        awaitCheckpoints("run-cancelled", 1);

        // when
        publisher.publishAndWait(new TrainingSignal(TinyDataset.NAME, "run-cancelled", 0, -1, Action.CANCEL, "person",
                "not needed any more", null, 0, List.of(), "somebody", 1));

        // then
        awaitState("run-cancelled", State.CANCELLED);
        assertThat(only(events("run-cancelled"), SignalAnswered.class).next()).isEqualTo(SignalAnswered.Next.END);
        assertThat(of(events("run-cancelled"), CandidateReady.class)).isEmpty();
    }

    @Test
    void anAttemptGoesOnFromTheCheckpointsOfTheOneBeforeAndEndsWithTheSameWeights() throws Exception {
        // given: what an attempt leaves behind that died after the first epoch of the second stage
        TinyDataset dataset = TinyDataset.in(bucket);
        request(dataset, "run-whole", PLAN);
        awaitCandidate("run-whole");
        for (String key : bucket.list("runs/run-whole/1/")) {
            if (!key.contains("/1-2/")) {
                String copy = key.replace("run-whole", "run-again");
                byte[] content = bucket.get(key);
                bucket.put(copy, key.endsWith(".json")
                        ? new String(content, StandardCharsets.UTF_8).replace("run-whole", "run-again")
                                .getBytes(StandardCharsets.UTF_8)
                        : content, "application/octet-stream");
            }
        }
        bucket.put(BucketLayout.claim("run-again", 1), EventCodec.json().writeValueAsBytes(
                new Claim("run-again", 1, "somebody", Instant.EPOCH, null, 1)), "application/json");

        // when
        request(dataset, "run-again", PLAN);

        // then
        awaitCandidate("run-again");
        List<Event> events = events("run-again");
        assertThat(only(events, CandidateReady.class).attempt()).isEqualTo(2);
        assertThat(of(events, CheckpointSaved.class)).extracting(CheckpointSaved::checkpoint)
                .containsExactly("runs/run-again/1/1-1/", "runs/run-again/2/1-2/");
        assertThat(bucket.get("runs/run-again/2/1-2/weights.safetensors"))
                .isEqualTo(bucket.get("runs/run-whole/1/1-2/weights.safetensors"));
    }

    @Test
    void aRequestThatCannotBeDoneFailsWithAReasonAndOneThatComesAgainChangesNothing() throws Exception {
        // given
        TinyDataset dataset = TinyDataset.in(bucket);
        TrainingRequested request = new TrainingRequested(TinyDataset.NAME, "run-lost", "manifests/tints/99.json",
                dataset.base(), null, "a test");

        // when
        publisher.publishAndWait(request);
        RunState failed = awaitState("run-lost", State.FAILED);
        publisher.publishAndWait(request);
        request(dataset, "run-after", PLAN);
        awaitCandidate("run-after");

        // then
        assertThat(failed.detail()).contains("manifests/tints/99.json");
        assertThat(bucket.list("claims/run-lost/")).hasSize(1);
    }

    @Test
    void aReaderSkipsWhatWasWrittenBeforeAMomentButReadsAllOfACompactedTopic() throws Exception {
        // given
        publisher.publishAndWait(new RunState("tints", "run-old", State.FAILED, 1, null, "long ago", 1, Instant.EPOCH));
        publisher.publishAndWait(stop("run-old", 1));
        Thread.sleep(5);
        Instant moment = Instant.now();
        publisher.publishAndWait(stop("run-old", 2));

        // when
        List<Event> since = new ArrayList<>();
        List<Event> later = new ArrayList<>();
        try (EventReader reader = readers.open(moment, Topic.RUNS, Topic.TRAINING_SIGNALS);
                EventReader nothingYet = readers.open(Instant.now().plusSeconds(3600), Topic.TRAINING_SIGNALS)) {
            reader.readToEnd(received -> since.add(received.event()));
            publisher.publishAndWait(stop("run-old", 3));
            nothingYet.readToEnd(received -> later.add(received.event()));
        }

        // then
        assertThat(of(since, TrainingSignal.class)).filteredOn(signal -> signal.run().equals("run-old"))
                .extracting(TrainingSignal::number).containsExactly(2);
        assertThat(of(since, RunState.class)).extracting(RunState::run).contains("run-old");
        assertThat(of(later, TrainingSignal.class)).extracting(TrainingSignal::number).containsExactly(3);
    }

    private static TrainingSignal stop(String run, int number) {
        return new TrainingSignal(TinyDataset.NAME, run, 0, -1, Action.STOP_STAGE, "person", "a test", null, 0, List.of(),
                "somebody",
                number);
    }

    private void request(TinyDataset dataset, String run, String plan) throws Exception {
        publisher
                .publishAndWait(new TrainingRequested(TinyDataset.NAME, run, dataset.manifest(), dataset.base(), plan, "a test"));
    }

    private void evaluate(CheckpointSaved saved, double loss, int bestEpoch) throws Exception {
        publisher.publishAndWait(new CheckpointEvaluated(saved.dataset(), saved.run(), saved.attempt(), saved.checkpoint(),
                saved.stage(), saved.stageIndex(), saved.epoch(),
                new Metrics(Split.VALIDATION, 8, loss, 0.5, List.of(), List.of()), bestEpoch,
                BucketLayout.checkpoint(saved.run(), saved.attempt(), saved.stageIndex(), bestEpoch), 0.1));
    }

    private void sendBroken(String key, String data) throws ExecutionException, InterruptedException {
        sendBroken(Topic.TRAINING_REQUESTS, "dev.thaw.training-requested.v1", key, data);
    }

    private void sendBroken(Topic topic, String type, String key, String data) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(connection.properties(), new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> broken = new ProducerRecord<>(topic.topicName(), key, data);
            broken.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
            producer.send(broken).get();
        }
    }

    private RunState awaitState(String run, State wanted) {
        return await().atMost(LONG).pollInterval(Duration.ofMillis(500)).until(
                () -> of(events(run), RunState.class).stream().filter(state -> state.state() == wanted).findFirst().orElse(null),
                state -> state != null);
    }

    /** JUDGING is said before the candidate is handed in, so that the evaluator has the last word about a run. */
    private void awaitCandidate(String run) {
        awaitState(run, State.JUDGING);
        await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> of(events(run), CandidateReady.class),
                candidates -> !candidates.isEmpty());
    }

    private List<CheckpointSaved> awaitCheckpoints(String run, int count) {
        return await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> of(events(run), CheckpointSaved.class),
                saved -> saved.size() >= count);
    }

    /** All that was said about a run so far. */
    private List<Event> events(String run) {
        List<Event> events = new ArrayList<>();
        try (EventReader reader = readers.open(Topic.RUNS, Topic.TRAINING_PROGRESS, Topic.TRAINING_CHECKPOINTS,
                Topic.TRAINING_SIGNALS)) {
            reader.readToEnd(received -> {
                if (received.event().key().equals(run)) {
                    events.add(received.event());
                }
            });
        }
        return events;
    }

    private static <E extends Event> List<E> of(List<Event> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static <E extends Event> E only(List<Event> events, Class<E> type) {
        assertThat(of(events, type)).hasSize(1);
        return of(events, type).get(0);
    }

    private List<DeadLetterBox.Entry> deadLetters(Topic topic) throws Exception {
        List<DeadLetterBox.Entry> letters = new ArrayList<>();
        try (DeadLetterBox box = new DeadLetterBox(connection.properties(), "")) {
            box.each(List.of(topic), letters::add);
        }
        return letters;
    }
}
