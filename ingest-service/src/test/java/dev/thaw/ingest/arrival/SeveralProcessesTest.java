package dev.thaw.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;
import dev.thaw.ingest.World;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.ingest.dataset.DatasetSnapshot;

/** Ingest processes on one bucket and one topic, that have not yet read what the others published. */
class SeveralProcessesTest {
    private final World one = new World();
    private final World other = new World(one.bucket);
    /** What is on the topics, in its order. */
    private final List<Event> topic = new ArrayList<>();

    @BeforeEach
    void declare() throws Exception {
        one.declare("leaves", List.of("oak", "elm"), 0);
    }

    @Test
    void aPictureThatBothCallNewInTheSameMomentIsOneImageForAllWhoReadTheTopic() throws Exception {
        // given: two sources send one picture, each to another partition
        accept(one, arrival("camera", "oak", 1, null), 0);
        accept(other, arrival("phone", "oak", 1, null), 1);
        assertThat(topic).extracting(event -> ((ImageIngested) event).duplicate()).containsExactly(false, false);

        // when
        allReadTheTopic();

        // then
        assertThat(snapshots()).allSatisfy(snapshot -> assertThat(snapshot.images()).singleElement()
                .extracting(Manifest.Entry::origin).isEqualTo(new Origin("images.arrived", 0, 0)));
        assertThat(Stream.of(one.catalog, other.catalog, reader())).extracting(catalog -> catalog.images("leaves"))
                .containsOnly(1);
        accept(other, arrival("drone", "oak", 1, null), 1);
        assertThat(((ImageIngested) topic.get(2)).duplicate()).isTrue();
    }

    @Test
    void aPictureThatBothTakeInUnderTwoLabelsIsUsedByNobody() throws Exception {
        // given
        accept(one, arrival("camera", "oak", 1, null), 0);
        accept(other, arrival("phone", "elm", 1, null), 1);

        // when
        allReadTheTopic();

        // then
        assertThat(snapshots()).allSatisfy(snapshot -> {
            assertThat(snapshot.images()).isEmpty();
            assertThat(snapshot.withheld()).extracting(Withheld::reason).containsExactly(Withheld.Reason.DISPUTED_LABEL);
        });
    }

    @Test
    void ofAnArrivalThatBothAreHandedTheFirstWordCounts() throws Exception {
        // given: its partition moves to the other while the one is at it, and that one knows the picture by another arrival
        ImageArrived moved = arrival("camera", "oak", 1, null);
        accept(other, arrival("phone", "oak", 1, null), 1);
        accept(one, moved, 0);
        accept(other, moved, 0);
        assertThat(topic).extracting(event -> ((ImageIngested) event).duplicate()).containsExactly(false, false, true);

        // when
        allReadTheTopic();

        // then
        assertThat(snapshots()).allSatisfy(snapshot -> assertThat(snapshot.images()).hasSize(1));
        assertThat(reader().answerTo(moved)).contains(topic.get(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whateverTheyKnowOfEachOtherTheyComeToWhatOneAloneComesTo(int seed) throws Exception {
        // given
        Random random = new Random(seed);
        World alone = new World();
        alone.declare("leaves", List.of("oak", "elm"), 0);
        List<World> processes = List.of(one, other, new World(one.bucket));
        Map<World, Integer> read = new TreeMap<>((left, right) -> processes.indexOf(left) - processes.indexOf(right));

        // when: each arrival is one process's, now and then two's, and each reads the topic now and then
        for (int i = 0; i < 150; i++) {
            int picture = random.nextInt(60);
            ImageArrived arrival = arrival("source " + i, random.nextInt(15) == 0 ? "elm" : "oak", picture,
                    random.nextInt(15) == 0 ? Split.TEST : Split.VALIDATION);
            alone.accept(arrival);
            accept(processes.get(random.nextInt(3)), arrival, i);
            if (random.nextInt(5) == 0) {
                accept(processes.get(random.nextInt(3)), arrival, i);
            }
            World reading = processes.get(random.nextInt(3));
            topic.subList(read.getOrDefault(reading, 0), topic.size()).forEach(reading.catalog::apply);
            read.put(reading, topic.size());
        }
        processes.forEach(process -> topic.forEach(process.catalog::apply));

        // then
        DatasetSnapshot expected = alone.catalog.snapshot("leaves");
        assertThat(topic.stream().filter(ImageIngested.class::isInstance).map(ImageIngested.class::cast)
                .filter(event -> !event.duplicate())).hasSizeGreaterThan(alone.catalog.images("leaves"));
        assertThat(topic).hasAtLeastOneElementOfType(ImageRejected.class);
        for (DatasetCatalog catalog : List.of(one.catalog, other.catalog, processes.get(2).catalog, reader())) {
            DatasetSnapshot snapshot = catalog.snapshot("leaves");
            assertThat(splits(snapshot)).isEqualTo(splits(expected)).hasSizeGreaterThan(10);
            assertThat(snapshot.withheld()).isEqualTo(expected.withheld()).hasSizeGreaterThan(5);
            assertThat(snapshot).isEqualTo(reader().snapshot("leaves"));
        }
    }

    private static Map<String, Split> splits(DatasetSnapshot snapshot) {
        Map<String, Split> splits = new TreeMap<>();
        snapshot.images().forEach(image -> splits.put(image.sha256(), image.split()));
        return splits;
    }

    private void accept(World process, ImageArrived arrival, int partition) throws Exception {
        int before = process.published.size();
        process.arrivals.accept(arrival, new Origin("images.arrived", partition, 0));
        topic.addAll(process.published.subList(before, process.published.size()));
    }

    private void allReadTheTopic() {
        topic.forEach(one.catalog::apply);
        topic.forEach(other.catalog::apply);
    }

    private DatasetCatalog reader() {
        DatasetCatalog catalog = new DatasetCatalog();
        topic.forEach(catalog::apply);
        return catalog;
    }

    private List<DatasetSnapshot> snapshots() {
        return Stream.of(one.catalog, other.catalog, reader()).map(catalog -> catalog.snapshot("leaves")).toList();
    }

    private static ImageArrived arrival(String source, String label, int picture, Split wish) {
        ImageArrived inline = World.inline("leaves", "picture", label, World.picture(picture), wish);
        return new ImageArrived("leaves", source, "picture", label, null, inline.inline(), wish);
    }
}
