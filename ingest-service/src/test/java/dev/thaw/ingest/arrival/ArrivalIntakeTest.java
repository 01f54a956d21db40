package dev.thaw.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.UnknownLabel;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Rejection;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;
import dev.thaw.ingest.World;
import dev.thaw.ingest.dataset.DatasetCatalog;

class ArrivalIntakeTest {
    private final World world = new World();

    @BeforeEach
    void declare() throws Exception {
        world.declare("leaves", List.of("oak", "elm"), 0);
    }

    @Test
    void anImageIsStoredAndAnnounced() throws Exception {
        // given
        String key = BucketLayout.arrival("leaves", "oak", "one.png");
        world.bucket.put(key, World.picture(1), "image/png");

        // when
        boolean added = world
                .accept(new ImageArrived("leaves", "test", "one", "oak", key, null, Split.TEST));

        // then
        assertThat(added).isTrue();
        ImageIngested event = world.published(ImageIngested.class).get(0);
        assertThat(world.bucket.get(event.object())).isNotEmpty();
        assertThat(event.object()).isEqualTo("images/leaves/" + event.image() + ".png");
        assertThat(event).isEqualTo(new ImageIngested("leaves", key, event.image(), event.object(), "oak",
                Split.TEST, false, 24, 20, World.picture(1).length, null, new Origin("images.arrived", 0, 0), event.signature(),
                Split.TEST));
    }

    @Test
    void theSamePictureUnderAnotherNameIsADuplicate() throws Exception {
        // given
        world.accept(World.inline("leaves", "one", "oak", World.picture(1), Split.TEST));

        // when
        boolean added = world.accept(World.inline("leaves", "two", "oak", World.picture(1), Split.TEST));

        // then
        assertThat(added).isFalse();
        assertThat(world.published(ImageIngested.class).get(1).duplicate()).isTrue();
        assertThat(world.catalog.images("leaves")).isEqualTo(1);
        assertThat(world.catalog.snapshot("leaves").images()).hasSize(1);
    }

    @Test
    void theSamePictureForTwoSplitsIsUsedInNone() throws Exception {
        // given
        world.accept(World.inline("leaves", "one", "oak", World.picture(1), Split.TEST));

        // when
        world.accept(World.inline("leaves", "two", "oak", World.picture(1), Split.VALIDATION));

        // then
        assertThat(world.catalog.snapshot("leaves").images()).isEmpty();
        assertThat(world.catalog.snapshot("leaves").withheld()).extracting(Withheld::reason)
                .containsExactly(Withheld.Reason.OTHER_SPLIT);
    }

    @Test
    void theSamePictureUnderAnotherLabelIsAConflict() throws Exception {
        world.accept(World.inline("leaves", "one", "oak", World.picture(1), null));

        world.accept(World.inline("leaves", "two", "elm", World.picture(1), null));

        assertRejected(Rejection.LABEL_CONFLICT, "\"oak\"");
        assertThat(world.catalog.images("leaves")).isEqualTo(1);
        assertThat(world.catalog.snapshot("leaves").images()).isEmpty();
        assertThat(world.catalog.snapshot("leaves").withheld()).extracting(Withheld::reason)
                .containsExactly(Withheld.Reason.DISPUTED_LABEL);
    }

    @Test
    void aRedeliveredArrivalIsAnsweredAsBeforeAndCountsOnce() throws Exception {
        // given
        ImageArrived good = World.inline("leaves", "one", "oak", World.picture(1), null);
        ImageArrived broken = World.inline("leaves", "two", "oak", new byte[]{1, 2, 3}, null);
        world.accept(good);
        world.accept(broken);
        List<Event> answers = List.copyOf(world.published);

        // when
        world.accept(good);
        world.accept(broken);

        // then
        assertThat(world.published).hasSize(4);
        assertThat(world.published.subList(2, 4)).isEqualTo(answers);
        assertThat(world.catalog.images("leaves")).isEqualTo(1);
    }

    @Test
    void aCatalogRebuiltFromTheEventsKnowsTheSame() throws Exception {
        // given
        world.accept(World.inline("leaves", "one", "oak", World.picture(1), null));
        world.accept(World.inline("leaves", "again", "oak", World.picture(1), null));
        world.accept(World.inline("leaves", "two", "elm", World.picture(2), null));
        world.accept(World.inline("leaves", "bad", "elm", new byte[]{1}, null));
        DatasetCatalog rebuilt = new DatasetCatalog();

        // when, with every event twice
        world.published.forEach(rebuilt::apply);
        world.published.forEach(rebuilt::apply);

        // then
        assertThat(rebuilt.snapshot("leaves").images()).hasSize(2).isEqualTo(world.catalog.snapshot("leaves").images());
        for (String name : List.of("one", "again", "two", "bad")) {
            ImageArrived arrival = World.inline("leaves", name, "oak", World.picture(1), null);
            assertThat(rebuilt.answerTo(arrival)).isPresent().isEqualTo(world.catalog.answerTo(arrival));
        }
    }

    @Test
    void anUnknownDataSetIsRejectedUntilItIsDeclared() throws Exception {
        // given
        ImageArrived early = World.inline("stones", "one", "granite", World.picture(1), null);
        world.accept(early);
        assertRejected(Rejection.UNKNOWN_DATASET, "there is no data set stones");
        world.declare("stones", null, 0);

        // when
        boolean added = world.accept(early);

        // then
        assertThat(added).isTrue();
    }

    @Test
    void anUnknownLabelIsRejected() throws Exception {
        world.accept(World.inline("leaves", "one", "ash", World.picture(1), null));

        assertRejected(Rejection.UNKNOWN_LABEL, "[oak, elm]");
    }

    @Test
    void aLabelOfAFreshDeclarationIsTakenAtOnce() throws Exception {
        // given a definition in memory that is older than the one in the bucket
        world.definitions.find("leaves");
        world.bucket.put(BucketLayout.datasetDefinition("leaves", 2), new String(world.bucket.get("datasets/leaves/1.json"))
                .replace("\"version\":1", "\"version\":2").replace("\"elm\"", "\"ash\"").getBytes(), "application/json");

        assertThat(world.accept(World.inline("leaves", "one", "ash", World.picture(1), null))).isTrue();
    }

    @Test
    void aLabelWithBlanksAroundItIsRejected() throws Exception {
        world.declare("stones", null, 0);

        world.accept(World.inline("stones", "one", "granite ", World.picture(1), null));

        assertRejected(Rejection.UNKNOWN_LABEL, "blanks around it");
    }

    @Test
    void aMissingObjectIsRejected() throws Exception {
        world.accept(new ImageArrived("leaves", "test", "one", "oak", "arrivals/leaves/oak/one.png", null, null));

        assertRejected(Rejection.MISSING_OBJECT, "there is no object arrivals/leaves/oak/one.png");
    }

    @Test
    void aLargeObjectIsRejected() throws Exception {
        world.bucket.put("arrivals/leaves/oak/one.png", new byte[(1 << 20) + 1], "image/png");

        world.accept(new ImageArrived("leaves", "test", "one", "oak", "arrivals/leaves/oak/one.png", null, null));

        assertRejected(Rejection.TOO_LARGE, "1048576 bytes");
    }

    @Test
    void inlineBytesAreChecked() throws Exception {
        world.accept(new ImageArrived("leaves", "test", "one", "oak", null, "not Base64!", null));
        assertRejected(Rejection.CORRUPT, "Base64");

        world.accept(World.inline("leaves", "two", "oak", new byte[ImageArrived.INLINE_LIMIT + 10], null));
        assertRejected(Rejection.TOO_LARGE, "65536 bytes");

        world.accept(World.inline("leaves", "three", "oak", new byte[0], null));
        assertRejected(Rejection.EMPTY, "no bytes");
    }

    @Test
    void nothingIsDecidedWhileTheStoreIsAway() throws Exception {
        // given
        ImageArrived arrival = World.inline("leaves", "one", "oak", World.picture(1), null);
        world.definitions.find("leaves");
        world.bucket.away(true);

        // when
        assertThatThrownBy(() -> world.accept(arrival)).isInstanceOf(IOException.class);

        // then
        assertThat(world.published).isEmpty();
        world.bucket.away(false);
        assertThat(world.accept(arrival)).isTrue();
    }

    @Test
    void ofManyArrivalsOfOnePictureAtOnceExactlyOneAddsIt() throws Exception {
        // given
        ExecutorService workers = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> answers = new ArrayList<>();

        // when
        for (int i = 0; i < 40; i++) {
            ImageArrived arrival = World.inline("leaves", "copy " + i, "oak", World.picture(1), null);
            answers.add(workers.submit(() -> world.accept(arrival)));
        }
        int added = 0;
        for (Future<Boolean> answer : answers) {
            added += answer.get() ? 1 : 0;
        }
        workers.shutdown();

        // then
        assertThat(added).isEqualTo(1);
        assertThat(world.published(ImageIngested.class)).hasSize(40).filteredOn(event -> !event.duplicate()).hasSize(1);
    }

    @Test
    void anUnknownLabelIsHeldWhereTheDataSetSaysSo() throws Exception {
        // given
        world.declare("leaves", List.of("oak"), UnknownLabel.HOLD);
        ImageArrived ash = World.inline("leaves", "one", "ash", World.picture(1), null);

        // when
        boolean added = world.accept(ash);

        // then
        assertThat(added).isFalse();
        assertThat(world.published(ImageHeld.class)).singleElement().satisfies(held -> {
            assertThat(held.arrival()).isEqualTo(ash);
            assertThat(held.detail()).contains("no label \"ash\"", "until somebody approves");
        });
        assertThat(world.catalog.held()).singleElement().satisfies(held -> assertThat(held.arrival().inline()).isEmpty());
    }

    @Test
    void anUnknownLabelBelongsToADataSetThatGrows() throws Exception {
        // given
        world.declare("leaves", List.of("oak"), UnknownLabel.GROW);

        // when
        boolean added = world.accept(World.inline("leaves", "one", "ash", World.picture(1), null));
        world.accept(World.inline("leaves", "two", "elm", new byte[]{1, 2}, null));

        // then: a picture that is none adds no label
        assertThat(added).isTrue();
        assertThat(world.definitions.find("leaves").orElseThrow().labels()).containsExactly("oak", "ash");
        assertThat(world.published(DatasetDeclared.class)).singleElement()
                .satisfies(declared -> assertThat(declared.version()).isEqualTo(3));
    }

    @Test
    void aRejectedArrivalIsJudgedAnewInItsNextAttemptAndNotBefore() throws Exception {
        // given an object that is broken, and is then written anew under the same name
        String key = BucketLayout.arrival("leaves", "oak", "one.png");
        ImageArrived arrival = new ImageArrived("leaves", "test", "one", "oak", key, null, null);
        world.bucket.put(key, new byte[]{1, 2, 3}, "image/png");
        world.accept(arrival);
        world.accept(arrival.again(1));
        world.bucket.put(key, World.picture(1), "image/png");

        // when
        boolean asBefore = world.accept(arrival);
        boolean asBeforeToo = world.accept(arrival.again(1));
        boolean anew = world.accept(arrival.again(2));

        // then
        assertThat(asBefore || asBeforeToo).isFalse();
        assertThat(anew).isTrue();
        assertThat(world.published(ImageRejected.class)).extracting(ImageRejected::attempt).containsExactly(0, 1, 1, 1);

        // and whoever reads the topics at whatever speed arrives at the same answer
        List<Event> anyOrder = new ArrayList<>(world.published);
        Collections.shuffle(anyOrder, new Random(3));
        DatasetCatalog rebuilt = new DatasetCatalog();
        anyOrder.forEach(rebuilt::apply);
        assertThat(rebuilt.lastAnswerTo(key)).isEqualTo(world.catalog.lastAnswerTo(key)).get()
                .isInstanceOf(ImageIngested.class);
    }

    @Test
    void anInstanceThatWasPausedDoesNotAnswerWhatAnotherAnsweredMeanwhile() throws Exception {
        // given: another instance takes the same arrival in, as the copy of a picture that came meanwhile, with the other label
        ImageArrived arrival = World.inline("leaves", "one", "oak", World.picture(1), null);
        ImageIngested first = ingestedElsewhere("leaves/test/two", "elm", false);
        ImageRejected conflict = new ImageRejected("leaves", arrival.arrival(), "oak", null, Rejection.LABEL_CONFLICT,
                "it is an elm",
                0, null, first.image());
        world.pausedWhile(() -> {
            world.reads(first);
            world.reads(conflict);
        });

        // when
        boolean added = world.accept(arrival);

        // then: what it says is what was said
        assertThat(added).isFalse();
        assertThat(world.published).containsExactly(first, conflict, conflict);
    }

    @Test
    void anInstanceThatWasPausedRejectsNothingThatAnotherTookIn() throws Exception {
        // given: the object comes while this one is paused
        ImageArrived arrival = new ImageArrived("leaves", "test", "one", "oak", "arrivals/leaves/oak/1.png", null, null);
        ImageIngested taken = ingestedElsewhere(arrival.arrival(), "oak", false);
        world.pausedWhile(() -> world.reads(taken));

        // when
        world.accept(arrival);

        // then
        assertThat(world.published).containsExactly(taken, taken);
    }

    @Test
    void anInstanceThatWasPausedSeesThatItsPictureIsADuplicateByNow() throws Exception {
        // given
        ImageIngested first = ingestedElsewhere("leaves/test/two", "oak", false);
        world.pausedWhile(() -> world.reads(first));

        // when
        world.accept(World.inline("leaves", "one", "oak", World.picture(1), null));

        // then
        assertThat(world.published(ImageIngested.class)).extracting(ImageIngested::duplicate).containsExactly(false, true);
    }

    /** Picture 1, as another instance answers for it. */
    private ImageIngested ingestedElsewhere(String arrival, String label, boolean duplicate) throws Exception {
        World other = new World();
        other.declare("leaves", List.of("oak", "elm"), 0);
        other.accept(World.inline("leaves", "any", label, World.picture(1), null));
        ImageIngested said = other.published(ImageIngested.class).get(0);
        return new ImageIngested("leaves", arrival, said.image(), said.object(), label, said.split(), duplicate, 24, 20,
                said.originalBytes(), null, new Origin("images.arrived", 1, 0), said.signature(), null);
    }

    private void assertRejected(Rejection reason, String inDetail) {
        Event last = world.published.get(world.published.size() - 1);
        assertThat(last).isInstanceOfSatisfying(ImageRejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.detail()).contains(inDetail);
        });
    }
}
