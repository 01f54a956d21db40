package dev.thaw.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.contract.event.DecisionAsked.Action;
import dev.thaw.contract.event.DecisionDeclined;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.ModelDecided.Outcome;
import dev.thaw.evaluator.promotion.Champions;

/** Two evaluators on one bucket and the same topics, one of them perhaps long replaced, in many orders of their steps. */
class TwoEvaluatorsTest {
    private static final int ORDERS = 100;
    private static final Clock[] CLOCKS = {clock("2026-01-02T03:04:05Z"), clock("2026-01-02T03:04:06Z")};
    private final Set<List<String>> outcomes = new HashSet<>();

    /** What happens at the same time. */
    @FunctionalInterface
    private interface Scene {
        Interleaving.Work[] of(World world, Bucket bucket) throws Exception;
    }

    @Test
    void theSameCandidateIsPromotedOnceAndToldOfAlike() throws Exception {
        inManyOrders((world, bucket) -> {
            world.testAccuracies.put("run-a", 0.9);
            return both(clock -> world.candidateJudge(bucket, clock).judge(World.candidate("run-a", 1)));
        });

        assertThat(outcomes).containsExactly(List.of("run-a"));
    }

    @Test
    void ofTwoCandidatesTheSecondHasToBeatTheFirst() throws Exception {
        inManyOrders((world, bucket) -> {
            world.testAccuracies.put("run-a", 0.9);
            world.testAccuracies.put("run-b", 0.95);
            return new Interleaving.Work[]{
                    () -> world.candidateJudge(bucket, CLOCKS[0]).judge(World.candidate("run-a", 1)),
                    () -> world.candidateJudge(bucket, CLOCKS[1]).judge(World.candidate("run-b", 1))};
        });

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).last().isEqualTo("run-b")).hasSizeGreaterThan(1);
    }

    @Test
    void aCandidateIsPromotedOnceWhileAnotherOneIs() throws Exception {
        inManyOrders((world, bucket) -> {
            world.testAccuracies.put("run-a", 0.9);
            world.testAccuracies.put("run-b", 0.93);
            return new Interleaving.Work[]{
                    () -> world.candidateJudge(bucket, CLOCKS[0]).judge(World.candidate("run-a", 1)),
                    () -> world.candidateJudge(bucket, CLOCKS[1]).judge(World.candidate("run-a", 1)),
                    () -> world.candidateJudge(bucket, CLOCKS[1]).judge(World.candidate("run-b", 1))};
        });

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).last().isEqualTo("run-b")).hasSizeGreaterThan(1);
    }

    @Test
    void aRequestIsDoneOnce() throws Exception {
        DecisionAsked back = new DecisionAsked(World.DATASET, "back", Action.ROLL_BACK, null, "a test", "ana");
        inManyOrders((world, bucket) -> {
            threeChampions(world);
            return both(clock -> world.requestJudge(bucket, clock).judge(back));
        });

        assertThat(outcomes).containsExactly(List.of("run-a", "run-b", "run-c", "run-b"));
    }

    @Test
    void aPromotionAndARollbackAtTheSameTimeBothCount() throws Exception {
        DecisionAsked back = new DecisionAsked(World.DATASET, "back", Action.ROLL_BACK, 1, "a test", "ana");
        inManyOrders((world, bucket) -> {
            threeChampions(world);
            world.testAccuracies.put("run-d", 0.95);
            return new Interleaving.Work[]{() -> world.requestJudge(bucket, CLOCKS[0]).judge(back),
                    () -> world.candidateJudge(bucket, CLOCKS[1]).judge(World.candidate("run-d", 1)),
                    () -> world.candidateJudge(bucket, CLOCKS[0]).judge(World.candidate("run-d", 1))};
        });

        assertThat(outcomes).containsExactlyInAnyOrder(List.of("run-a", "run-b", "run-c", "run-a", "run-d"),
                List.of("run-a", "run-b", "run-c", "run-d", "run-a"));
    }

    private static void threeChampions(World world) throws Exception {
        world.testAccuracies.putAll(Map.of("run-a", 0.7, "run-b", 0.8, "run-c", 0.9));
        for (String run : List.of("run-a", "run-b", "run-c")) {
            world.candidateJudge().judge(World.candidate(run, 1));
        }
    }

    private void inManyOrders(Scene scene) throws Exception {
        for (long seed = 0; seed < ORDERS; seed++) {
            World world = new World();
            Interleaving order = new Interleaving(seed);
            Interleaving.Work[] works = scene.of(world, order.steppingInto(world.bucket));
            world.beforeStep(order::step);
            order.run(works);
            List<Champion> champions = new Champions(world.bucket).all(World.DATASET);
            assertOneStory(seed, champions, world.published);
            outcomes.add(champions.stream().map(Champion::run).toList());
        }
    }

    private static void assertOneStory(long seed, List<Champion> champions, List<Event> published) {
        assertThat(champions).as("order %d", seed).extracting(Champion::number).doesNotHaveDuplicates().isSorted();
        assertThat(champions).as("order %d", seed)
                .extracting(champion -> champion.request() == null ? champion.run() : champion.request()).doesNotHaveDuplicates();
        Map<String, Event> told = new HashMap<>();
        for (Event event : published) {
            if (event instanceof ModelDecided || event instanceof DecisionDeclined) {
                Event before = told.putIfAbsent(event.id(), event);
                assertThat(before == null || before.equals(event)).as("order %d: %s is told alike", seed, event.id()).isTrue();
            }
        }
        for (Event event : told.values()) {
            if (event instanceof ModelDecided decided && decided.outcome() != Outcome.REFUSED) {
                Champion champion = champions.get(decided.champion() - 1);
                assertThat(champion.version()).as("order %d", seed).isEqualTo(decided.version());
                assertThat(champion.run()).isEqualTo(decided.run());
                if (decided.comparison() != null) {
                    assertThat(champions.get(decided.champion() - 2).version()).as("order %d: whom it beat", seed)
                            .isEqualTo(decided.comparison().version());
                }
            }
        }
    }

    /** What an evaluator does, by its clock. */
    @FunctionalInterface
    private interface Evaluator {
        void judge(Clock clock) throws Exception;
    }

    private static Interleaving.Work[] both(Evaluator evaluator) {
        return new Interleaving.Work[]{() -> evaluator.judge(CLOCKS[0]), () -> evaluator.judge(CLOCKS[1])};
    }

    private static Clock clock(String at) {
        return Clock.fixed(Instant.parse(at), ZoneOffset.UTC);
    }
}
