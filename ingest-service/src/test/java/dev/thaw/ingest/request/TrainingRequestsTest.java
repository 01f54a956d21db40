package dev.thaw.ingest.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingRequested;
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
        Manifest manifest = world.manifests.read(request.manifest());
        assertThat(manifest.labels()).containsExactly("elm", "oak");
        assertThat(manifest.imageSize()).isEqualTo(new Manifest.ImageSize(16, 16));
        assertThat(manifest.images()).isSortedAccordingTo(Comparator.comparing(Manifest.Entry::sha256))
                .isEqualTo(world.catalog.entries("leaves"));
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

        world.requests.asked(new TrainingAsked("leaves", "summer", "two"));

        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::manifest)
                .containsExactly("manifests/leaves/1.json", "manifests/leaves/1.json");
    }

    @Test
    void moreImagesMakeANewManifest() throws Exception {
        pushTrainable();
        world.requests.asked(new TrainingAsked("leaves", "spring", "one"));
        push("oak", Split.TEST);

        world.requests.asked(new TrainingAsked("leaves", "summer", "two"));

        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::manifest)
                .containsExactly("manifests/leaves/1.json", "manifests/leaves/2.json");
        assertThat(world.manifests.read("manifests/leaves/1.json").images()).hasSize(4);
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
        world.requests.grown("leaves");
        assertThat(world.published(TrainingRequested.class)).hasSize(1);

        for (int more = 1; more <= 3; more++) {
            // when
            push("oak", Split.TEST);
            world.requests.grown("leaves");

            // then
            assertThat(world.published(TrainingRequested.class)).hasSize(more < 3 ? 1 : 2);
        }
        assertThat(world.published(TrainingRequested.class)).extracting(TrainingRequested::run)
                .containsExactly("leaves-auto-4", "leaves-auto-7");
        assertThat(world.published(TrainingRequested.class).get(1).reason()).startsWith("3 new images");
    }

    @Test
    void aDataSetThatCannotBeTrainedYetWaitsWithoutAnyFuss() throws Exception {
        // given
        world.declare("leaves", null, 2);
        push("oak", Split.TEST);
        push("oak", Split.TEST);
        int events = world.published.size();

        // when
        world.requests.grown("leaves");

        // then
        assertThat(world.published).hasSize(events);
    }

    @Test
    void withoutATriggerNothingIsRequested() throws Exception {
        pushTrainable();

        world.requests.grown("leaves");

        assertThat(world.published(TrainingRequested.class)).isEmpty();
    }

    private void assertFails(String dataset, String sentence) throws Exception {
        world.requests.asked(new TrainingAsked(dataset, "spring", "one"));
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
            trial.arrivals.accept(World.inline("leaves", "image " + pictures, label, World.picture(pictures), Split.TRAIN));
        } while (trial.catalog.entries("leaves").stream().noneMatch(image -> image.split() == Split.TRAIN));
        world.arrivals.accept(World.inline("leaves", "image " + pictures, label, World.picture(pictures), Split.TRAIN));
    }

    private void push(String label, Split split) throws Exception {
        pictures++;
        world.arrivals.accept(World.inline("leaves", "image " + pictures, label, World.picture(pictures), split));
    }

    private static Manifest.Entry entry(String label, Split split) {
        return new Manifest.Entry("ab".repeat(32), "images/leaves/x.png", label, split);
    }
}
