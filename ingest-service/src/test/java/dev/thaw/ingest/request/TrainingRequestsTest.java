package dev.thaw.ingest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.Selection;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingConsidered;
import dev.thaw.contract.event.TrainingConsidered.Outcome;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.event.WarmStart;
import dev.thaw.ingest.World;

class TrainingRequestsTest {
    private final World world = new World();
    private int pictures;

    @BeforeEach
    void declare() throws Exception {
        world.declare("leaves", null, 0);
    }

    @Test
    void anAskIsAnsweredWithAManifestAndARequest() throws Exception {
        // given
        pushTrainable();

        // when
        world.requests.asked(new TrainingAsked("leaves", "spring", "I want to see"));

        // then
        TrainingRequested request = world.published(TrainingRequested.class).get(0);
        assertThat(request).isEqualTo(new TrainingRequested("leaves", "spring", "manifests/leaves/1.json", World.BASE, null,
                "I want to see"));
        Manifest manifest = world.manifest(request.manifest());
        assertThat(manifest.labels()).containsExactly("elm", "oak");
        assertThat(manifest.imageSize()).isEqualTo(new Manifest.ImageSize(16, 16));
        assertThat(manifest.images()).isSortedAccordingTo(Comparator.comparing(Manifest.Entry::sha256))
                .isEqualTo(world.catalog.snapshot("leaves").images());
        assertThat(world.published(RunState.class)).extracting(RunState::state).containsExactly(RunState.State.QUEUED);
    }

    @Test
    void aRedeliveredAskRequestsNothingMore() throws Exception {
        // given
        pushTrainable();
        TrainingAsked ask = new TrainingAsked("leaves", "spring", "I want to see");
        world.requests.asked(ask);
        int events = world.published.size();

        // when
        world.requests.asked(ask);

        // then
        assertThat(world.published).hasSize(events);
        assertThat(world.bucket.list(BucketLayout.manifests("leaves"))).hasSize(1);
    }

    @Test
    void anotherRunOnTheSameImagesUsesTheSameManifest() throws Exception {
        pushTrainable();
        world.requests.asked(new TrainingAsked("leaves", "spring", "one"));
        end("spring");

        world.requests.asked(new TrainingAsked("leaves", "summer", "two"));

        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::manifest)
                .containsExactly("manifests/leaves/1.json", "manifests/leaves/1.json");
    }

    @Test
    void moreImagesMakeANewManifest() throws Exception {
        pushTrainable();
        world.requests.asked(new TrainingAsked("leaves", "spring", "one"));
        end("spring");
        push("oak", Split.TEST);

        world.requests.asked(new TrainingAsked("leaves", "summer", "two"));

        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::manifest)
                .containsExactly("manifests/leaves/1.json", "manifests/leaves/2.json");
        assertThat(world.manifest("manifests/leaves/1.json").images()).hasSize(4);
    }

    @Test
    void aRunThatCannotBeTrainedFailsWithASentenceThatSaysWhy() throws Exception {
        assertFails("stones", "there is no data set stones");
        assertFails("leaves", "has no images yet");
        push("oak", Split.TEST);
        push("elm", Split.TEST);
        assertFails("leaves", "train split");
    }

    @Test
    void everySplitAndTwoTrainingLabelsAreNeeded() {
        // given
        Manifest.Entry oak = entry("oak", Split.TRAIN);
        Manifest.Entry elm = entry("elm", Split.TRAIN);
        Manifest.Entry validation = entry("oak", Split.VALIDATION);
        Manifest.Entry test = entry("elm", Split.TEST);

        // then
        assertThat(Trainability.missing("leaves", List.of(oak, elm, validation, test))).isEmpty();
        assertThat(Trainability.missing("leaves", List.of(oak, elm, test)).orElseThrow()).contains("validation split");
        assertThat(Trainability.missing("leaves", List.of(oak, elm, validation)).orElseThrow()).contains("test split");
        assertThat(Trainability.missing("leaves", List.of(validation, test)).orElseThrow()).contains("train split");
        assertThat(Trainability.missing("leaves", List.of(oak, validation, test)).orElseThrow()).contains("two labels");
    }

    @Test
    void aGrownDataSetRequestsATrainingByItself() throws Exception {
        // given
        world.declare("leaves", null, 3);
        pushTrainable();
        world.requests.consider("leaves");
        assertThat(world.published(TrainingRequested.class)).hasSize(1);
        end("leaves-auto-4");

        for (int more = 1; more <= 3; more++) {
            // when
            push("oak", Split.TEST);
            world.requests.consider("leaves");

            // then
            assertThat(world.published(TrainingRequested.class)).hasSize(more < 3 ? 1 : 2);
        }
        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::run)
                .containsExactly("leaves-auto-4", "leaves-auto-7");
        assertThat(world.published(TrainingRequested.class).get(1).reason()).startsWith("3 new images");
    }

    @Test
    void aDataSetThatCannotBeTrainedYetIsHeldAndThatIsSaidOnce() throws Exception {
        // given
        world.declare("leaves", null, 2);
        push("oak", Split.TEST);
        push("oak", Split.TEST);

        // when
        world.requests.consider("leaves");
        push("oak", Split.TEST);
        world.requests.consider("leaves");

        // then
        assertThat(world.published(TrainingRequested.class)).isEmpty();
        assertThat(world.published(TrainingConsidered.class)).hasSize(1).allSatisfy(considered -> {
            assertThat(considered.outcome()).isEqualTo(Outcome.HELD);
            assertThat(considered.reason()).contains("2 new images").contains("train split");
            assertThat(considered.newImages()).isEqualTo(2);
        });
    }

    @Test
    void whoAsksWhileARunIsInProgressWaitsForItsEnd() throws Exception {
        // given
        pushTrainable();
        world.requests.asked(new TrainingAsked("leaves", "spring", "one"));
        world.requests.asked(new TrainingAsked("leaves", "summer", "two"));
        world.requests.asked(new TrainingAsked("leaves", "autumn", "three"));
        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::run).containsExactly("spring");
        assertThat(world.published(RunState.class)).filteredOn(state -> state.run().equals("autumn"))
                .extracting(RunState::state, RunState::detail)
                .containsExactly(tuple(RunState.State.QUEUED, "waits for spring: a data set has one run at a time"));
        push("oak", Split.TEST);

        // when
        world.requests.consider("leaves");
        end("spring");
        world.requests.consider("leaves");

        // then
        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::run).containsExactly("spring",
                "summer");
        assertThat(world.manifest(world.published(TrainingRequested.class).get(1).manifest()).images())
                .as("what came meanwhile is in it").hasSize(5);
        assertThat(world.published(TrainingConsidered.class)).extracting(TrainingConsidered::outcome, TrainingConsidered::run)
                .containsExactly(tuple(Outcome.STARTED, "spring"), tuple(Outcome.HELD, "summer"),
                        tuple(Outcome.STARTED, "summer"));
    }

    @Test
    void aRunThatHasNotBegunIsCancelledHereAndOneThatHasIsTheTrainers() throws Exception {
        // given: spring was requested, summer waits for it
        pushTrainable();
        world.requests.asked(new TrainingAsked("leaves", "spring", "one"));
        world.requests.asked(new TrainingAsked("leaves", "summer", "two"));

        // when
        stop("spring", TrainingSignal.Action.STOP_RUN);
        stop("summer", TrainingSignal.Action.STOP_RUN);
        world.requests.consider("leaves");

        // then: a trainer may have something of spring to hand in
        assertThat(cancelled()).containsExactly("summer");

        // and when
        stop("spring", TrainingSignal.Action.CANCEL);
        world.requests.consider("leaves");
        world.requests.asked(new TrainingAsked("leaves", "autumn", "three"));
        world.ledger.apply(new RunState("leaves", "autumn", RunState.State.TRAINING, 1, null, null, 1, Instant.EPOCH),
                Instant.EPOCH);
        stop("autumn", TrainingSignal.Action.CANCEL);
        world.requests.consider("leaves");

        // then
        assertThat(cancelled()).containsExactly("summer", "spring");
        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::run).containsExactly("spring",
                "autumn");
    }

    private List<String> cancelled() {
        return world.published(RunState.class).stream().filter(state -> state.state() == RunState.State.CANCELLED)
                .map(RunState::run).toList();
    }

    private void stop(String run, TrainingSignal.Action action) {
        world.ledger.apply(new TrainingSignal("leaves", run, 0, -1, action, "person", "enough", null, 0, List.of(), "person", 1),
                Instant.EPOCH);
    }

    @Test
    void aRequestThatACrashLeftInTheBucketIsTheOneThatIsPublished() throws Exception {
        // given: the service died after it had decided
        pushTrainable();
        TrainingRequested decided = new TrainingRequested("leaves", "leaves-auto-3", "manifests/leaves/1.json", World.BASE, null,
                "3 new images");
        world.bucket.put(BucketLayout.trainingRequest("leaves", 1), EventCodec.json().writeValueAsBytes(decided),
                EventCodec.CONTENT_TYPE);

        // when
        world.requests.asked(new TrainingAsked("leaves", "spring", "one"));

        // then
        assertThat(world.published(TrainingRequested.class)).containsExactly(decided);
        end("leaves-auto-3");
        world.requests.consider("leaves");
        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::run)
                .containsExactly("leaves-auto-3", "spring");
    }

    @Test
    void aRunStartsFromTheChampionIfThePolicySaysSo() throws Exception {
        // given
        world.declare(definition(new TrainingPolicy(TrainingPolicy.Data.ALL, 0, 0, TrainingPolicy.Start.CHAMPION), World.BASE));
        pushTrainable();
        world.requests.asked(new TrainingAsked("leaves", "first", "one"));
        crown("first");

        // when
        world.requests.asked(new TrainingAsked("leaves", "second", "two"));
        end("second");
        world.declare(definition(new TrainingPolicy(TrainingPolicy.Data.ALL, 0, 0, TrainingPolicy.Start.CHAMPION),
                new BaseModel("other", "bases/other/other.h5", "cd".repeat(32), null)));
        world.requests.asked(new TrainingAsked("leaves", "third", "three"));

        // then: SHA-256 of "weights", as sha256sum gives it
        List<TrainingRequested> requests = world.published(TrainingRequested.class);
        assertThat(requests).extracting(TrainingRequested::start).containsExactly(null,
                new WarmStart(1, "models/leaves/1/model.keras",
                        "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c", List.of("elm", "oak")),
                null);
        assertThat(requests.get(2).reason()).contains("from the base, because the champion was made from another one (tiny)");
    }

    @Test
    void aReplayTrainsOnWhatCameSinceTheChampionAndASampleOfTheOld() throws Exception {
        // given
        world.declare(definition(new TrainingPolicy(TrainingPolicy.Data.REPLAY, 0, 0.5, TrainingPolicy.Start.BASE), World.BASE));
        pushTrainable();
        for (int i = 0; i < 6; i++) {
            pushTraining("oak");
        }
        world.requests.asked(new TrainingAsked("leaves", "first", "one"));
        crown("first");
        pushTraining("elm");
        pushTraining("elm");

        // when
        world.requests.asked(new TrainingAsked("leaves", "second", "two"));

        // then
        Manifest first = world.manifest("manifests/leaves/1.json");
        Manifest second = world.manifest("manifests/leaves/2.json");
        assertThat(first.selection()).isNull();
        assertThat(second.selection()).isEqualTo(new Selection(TrainingPolicy.Data.REPLAY, 12, 10, 0, 0.5));
        assertThat(world.manifests.known("manifests/leaves/2.json")).isEqualTo(12);
        assertThat(second.images()).as("both new, one old of each label, validation and test").hasSize(2 + 2 + 2);
        assertThat(second.images()).filteredOn(image -> !first.images().contains(image)).hasSize(2);
        assertThat(second.labels()).containsExactly("elm", "oak");
    }

    @Test
    void withoutATriggerNothingIsRequested() throws Exception {
        pushTrainable();

        world.requests.consider("leaves");

        assertThat(world.published(TrainingRequested.class)).isEmpty();
    }

    /** The run's model is the champion. */
    private void crown(String run) throws Exception {
        end(run);
        world.bucket.put("models/leaves/1/model.keras", "weights".getBytes(StandardCharsets.UTF_8), "application/zip");
        world.bucket.put("models/leaves/1/labels.txt", "elm\noak\n".getBytes(StandardCharsets.UTF_8), "text/plain");
        world.bucket.put(BucketLayout.champion("leaves", 1), EventCodec.json().writeValueAsBytes(
                new Champion("leaves", 1, 1, "models/leaves/1/", run, Instant.EPOCH)), EventCodec.CONTENT_TYPE);
    }

    private static DatasetDefinition definition(TrainingPolicy training, BaseModel base) {
        int version = base == World.BASE ? 2 : 3;
        return new DatasetDefinition("leaves", version, null, new Manifest.ImageSize(16, 16), DatasetDefinition.Resize.SQUASH,
                SplitPolicy.shares(0.2, 0.2), null, base, null, null, training);
    }

    @Test
    void anInstanceThatWasPausedStartsNoSecondRunForWhatAnotherHasTrainedOn() throws Exception {
        // given: this one has written its manifest; until it goes on the other has its run, with one image more, and it has ended
        world.declare("leaves", null, 3);
        pushTrainable();
        world.pausedWhilePublishing(ManifestWritten.class, () -> {
            requestedElsewhere("leaves-auto-5");
            end("leaves-auto-5");
        });

        // when
        world.requests.consider("leaves");
        world.requests.consider("leaves");

        // then
        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::run).containsExactly("leaves-auto-5");
        assertThat(world.published(RunState.class)).isEmpty();
    }

    @Test
    void anInstanceThatWasPausedDoesNotSayAgainWhatHasBeenSaidOfARun() throws Exception {
        // given
        pushTrainable();
        world.pausedWhile(() -> {
            requestedElsewhere("spring");
            end("spring");
        });

        // when: the last word on a compacted topic stays, so an old one must not become it
        world.requests.asked(new TrainingAsked("leaves", "spring", "one"));

        // then
        assertThat(world.published(TrainingRequested.class)).hasSize(1);
        assertThat(world.published(RunState.class)).isEmpty();
    }

    @Test
    void anInstanceThatWasPausedFailsNoRunThatAnotherHasRequested() throws Exception {
        // given: there are no images when this one looks
        world.pausedWhile(() -> requestedElsewhere("spring"));

        // when
        world.requests.asked(new TrainingAsked("leaves", "spring", "one"));

        // then
        assertThat(world.published(RunState.class)).isEmpty();
    }

    private void requestedElsewhere(String run) {
        TrainingRequested request = new TrainingRequested("leaves", run, "manifests/leaves/1.json", World.BASE, null,
                "elsewhere");
        try {
            world.bucket.putIfAbsent(BucketLayout.trainingRequest("leaves", 1), EventCodec.json().writeValueAsBytes(request),
                    EventCodec.CONTENT_TYPE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        world.reads(request);
    }

    private void end(String run) {
        world.ledger.apply(new RunState("leaves", run, RunState.State.PROMOTED, 1, null, null, 1, Instant.EPOCH), Instant.EPOCH);
    }

    private void assertFails(String dataset, String sentence) throws Exception {
        pictures++;
        world.requests.asked(new TrainingAsked(dataset, "spring-" + pictures, "one"));
        List<RunState> states = world.published(RunState.class);
        RunState last = states.get(states.size() - 1);
        assertThat(last.state()).isEqualTo(RunState.State.FAILED);
        assertThat(last.detail()).contains(sentence);
        assertThat(world.published(TrainingRequested.class)).isEmpty();
    }

    /** Four images: two labels for training, one each for validation and test. */
    private void pushTrainable() throws Exception {
        push("oak", Split.VALIDATION);
        push("elm", Split.TEST);
        pushTraining("oak");
        pushTraining("elm");
    }

    /** The hash decides whether a training image goes to the validation: takes the next that does not. */
    private void pushTraining(String label) throws Exception {
        World trial = new World();
        trial.declare("leaves", null, 0);
        do {
            pictures++;
            trial.accept(World.inline("leaves", "image " + pictures, label, World.picture(pictures), Split.TRAIN));
        } while (trial.catalog.snapshot("leaves").images().stream().noneMatch(image -> image.split() == Split.TRAIN));
        world.accept(World.inline("leaves", "image " + pictures, label, World.picture(pictures), Split.TRAIN));
    }

    private void push(String label, Split split) throws Exception {
        pictures++;
        world.accept(World.inline("leaves", "image " + pictures, label, World.picture(pictures), split));
    }

    private static Manifest.Entry entry(String label, Split split) {
        return new Manifest.Entry("ab".repeat(32), "images/leaves/x.png", label, split);
    }
}
