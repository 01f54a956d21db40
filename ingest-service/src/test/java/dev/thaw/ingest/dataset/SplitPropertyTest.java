package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Split;
import dev.thaw.ingest.World;
import dev.thaw.ingest.dataset.PlantedCopies.Planted;

/**
 * A thousand arrivals, a quarter of them copies, in many orders, through the whole of ingest's plain classes: manifests are written
 * at random moments in between, and the catalog is made anew from the events at random moments, as after a restart.
 */
class SplitPropertyTest {
    private static final String DATASET = "leaves";
    private static final Manifest.ImageSize SIZE = new Manifest.ImageSize(32, 32);
    private static final int ORDERS = 20;
    private static final int READINGS = 200;

    /** What became of a thousand arrivals. */
    private record Outcome(Map<String, Split> drawn, Map<String, Split> used, Map<String, String> withheld) {
    }

    private List<Planted> arrivals;
    private Map<String, Integer> pictures;

    @BeforeEach
    void plant() {
        pictures = new HashMap<>();
        arrivals = PlantedCopies.arrivals(DATASET, 3, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {SplitPolicy.NONE, SplitPolicy.SERIES})
    void theSplitsAreTheSameInEveryOrderAndNoCopyIsEverInTwo(String group) throws Exception {
        // given
        arrivals = PlantedCopies.arrivals(DATASET, 3, group.equals(SplitPolicy.NONE) ? 0 : 40);
        Outcome first = null;
        int orders = group.equals(SplitPolicy.NONE) ? ORDERS : ORDERS / 4;
        for (int seed = 0; seed < orders; seed++) {
            Random random = new Random(seed);
            List<Planted> order = new ArrayList<>(arrivals);
            Collections.shuffle(order, random);

            // when
            List<Manifest> manifests = new ArrayList<>();
            Outcome outcome = run(order, group, random, manifests);

            // then
            assertThat(outcome).isEqualTo(first == null ? outcome : first);
            first = outcome;
            assertNoCopyInTwoSplits(manifests);
        }
        assertThat(first.used()).hasSizeGreaterThan(group.equals(SplitPolicy.NONE) ? 800 : 600);
    }

    @Test
    void manyAtATimeComeToTheSameAsOneAfterTheOther() throws Exception {
        // given
        Outcome expected = run(arrivals, SplitPolicy.NONE, null, new ArrayList<>());
        World world = world(SplitPolicy.NONE);
        ExecutorService workers = Executors.newFixedThreadPool(8);

        // when
        List<Future<Boolean>> answers = new ArrayList<>();
        arrivals.forEach(planted -> answers.add(workers.submit(() -> world.accept(planted.arrival()))));
        for (Future<Boolean> answer : answers) {
            answer.get();
        }
        workers.shutdown();

        // then
        assertThat(outcome(world.published, world.catalog)).isEqualTo(expected);
    }

    @Test
    void aCatalogIsTheSameInWhateverOrderItsTopicsAreRead() throws Exception {
        // given
        World world = world(SplitPolicy.NONE);
        for (Planted planted : arrivals) {
            world.accept(planted.arrival());
        }
        DatasetSnapshot expected = world.catalog.snapshot(DATASET);
        List<Event> events = new ArrayList<>(world.published);

        for (int seed = 0; seed < READINGS; seed++) {
            // when
            Collections.shuffle(events, new Random(seed));
            DatasetCatalog read = new DatasetCatalog();
            events.forEach(read::apply);

            // then
            assertThat(read.snapshot(DATASET)).isEqualTo(expected);
        }
    }

    private Outcome run(List<Planted> order, String group, Random random, List<Manifest> manifests) throws Exception {
        World world = world(group);
        List<Event> published = new ArrayList<>();
        for (Planted planted : order) {
            world.accept(planted.arrival());
            if (random != null && random.nextInt(60) == 0) {
                manifests.add(manifest(world));
            }
            if (random != null && random.nextInt(200) == 0) {
                published.addAll(world.published);
                world = restarted(world, published, random);
            }
        }
        published.addAll(world.published);
        manifests.add(manifest(world));
        return outcome(published, world.catalog);
    }

    private World world(String group) throws IOException {
        World world = new World();
        world.declare(new DatasetDefinition(DATASET, 1, null, SIZE, DatasetDefinition.Resize.SQUASH,
                new SplitPolicy(0.15, 0.15, group), null, World.BASE, null, null, null));
        return world;
    }

    /** The same bucket, and all that was published before read again, each topic in its own time. */
    private static World restarted(World before, List<Event> published, Random random) throws IOException {
        World world = new World();
        for (String folder : List.of("datasets/", "images/", "manifests/")) {
            for (String key : before.bucket.list(folder)) {
                world.bucket.put(key, before.bucket.get(key), null);
            }
        }
        List<Event> read = new ArrayList<>(published);
        Collections.shuffle(read, random);
        read.forEach(world.catalog::apply);
        return world;
    }

    private static Manifest manifest(World world) throws Exception {
        DatasetSnapshot snapshot = world.recorder.snapshot(DATASET, SplitPolicy.Copies.WITHHOLD);
        return world.manifest(world.manifests.write(DATASET, SIZE, snapshot.images(), null, snapshot.withheld()));
    }

    private Outcome outcome(List<Event> published, DatasetCatalog catalog) {
        Map<String, Split> drawn = new TreeMap<>();
        for (Event event : published) {
            if (event instanceof ImageIngested ingested) {
                drawn.put(ingested.arrival(), ingested.split());
                pictures.put(ingested.image(), arrivals.get(number(ingested.arrival())).picture());
            } else if (event instanceof ImageRejected rejected) {
                // of two labels either may come first, and the picture is used by neither
                drawn.remove(rejected.arrival());
            }
        }
        DatasetSnapshot snapshot = catalog.snapshot(DATASET);
        Map<String, Split> used = new TreeMap<>();
        snapshot.images().forEach(image -> used.put(image.sha256(), image.split()));
        Map<String, String> withheld = new TreeMap<>();
        snapshot.withheld().forEach(image -> withheld.put(image.sha256(), image.reason() + " " + image.other()));
        drawn.keySet().removeIf(arrival -> published.stream().anyMatch(event -> event instanceof ImageRejected rejected
                && arrivals.get(number(rejected.arrival())).picture() == arrivals.get(number(arrival)).picture()));
        return new Outcome(drawn, used, withheld);
    }

    private static int number(String arrival) {
        return Integer.parseInt(arrival.substring(arrival.lastIndexOf('/') + 1));
    }

    /** Over all manifests of the data set's life: whoever trains on one of them and is tested on a later one has not seen a copy. */
    private void assertNoCopyInTwoSplits(List<Manifest> manifests) {
        Map<Integer, Set<Split>> splits = new HashMap<>();
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (Manifest manifest : manifests) {
            for (Manifest.Entry image : manifest.images()) {
                assertThat(image.object()).isEqualTo(BucketLayout.image(DATASET, image.sha256()));
                splits.computeIfAbsent(pictures.get(image.sha256()), picture -> EnumSet.noneOf(Split.class)).add(image.split());
                counts.merge(image.split(), 1, Integer::sum);
            }
        }
        assertThat(manifests).hasSizeGreaterThan(5);
        assertThat(counts).containsOnlyKeys(Split.values());
        assertThat(splits.entrySet()).allSatisfy(picture -> assertThat(picture.getValue()).as("%s", picture).hasSize(1));
    }
}
