package dev.thaw.ingest.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.TrainingConsidered;
import dev.thaw.contract.event.TrainingConsidered.Outcome;
import dev.thaw.contract.event.TrainingRequested;

class TrainingSimulationTest {
    private static final List<String> DATASETS = List.of("flood", "drip", "asked", "timed");
    private static final int SECONDS = 300;
    private static final int TRAINING = 7;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void restartsAndCrashesBetweenAnyTwoWritesChangeNoDecision(long seed) throws Exception {
        TrainingSimulation steady = simulate(seed, 0);
        TrainingSimulation shaken = simulate(seed, 0.3);

        assertThat(steady.of(TrainingRequested.class)).hasSizeGreaterThan(20);
        assertThat(decisions(shaken)).isEqualTo(decisions(steady));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aDataSetHasOneRunAtATimeAndNoneStarves(long seed) throws Exception {
        TrainingSimulation world = simulate(seed, 0.1);

        Map<String, String> running = new HashMap<>();
        Map<String, Long> longest = new HashMap<>();
        Map<String, TrainingSimulation.Logged> open = new HashMap<>();
        for (TrainingSimulation.Logged logged : world.log) {
            if (logged.event() instanceof TrainingRequested request) {
                assertThat(running.put(request.dataset(), request.run()))
                        .as("run of %s besides %s", request.dataset(), request.run())
                        .isNull();
                open.put(request.run(), logged);
            } else if (logged.event() instanceof RunState state && state.state().ended() && open.containsKey(state.run())) {
                running.remove(state.dataset());
                longest.merge(state.dataset(), Duration.between(open.get(state.run()).at(), logged.at()).toSeconds(), Math::max);
            }
        }
        // a request waits for at most one run of each of the others before its own
        assertThat(longest).containsOnlyKeys(DATASETS)
                .allSatisfy((dataset, seconds) -> assertThat(seconds).isLessThanOrEqualTo(DATASETS.size() * (TRAINING + 1)));
    }

    @Test
    void whyIsSaidWhenItChangesAndNotForEachImage() throws Exception {
        TrainingSimulation world = simulate(3, 0);

        List<TrainingConsidered> said = world.of(TrainingConsidered.class);
        long started = said.stream().filter(considered -> considered.outcome() == Outcome.STARTED).count();
        assertThat(started).isEqualTo(world.of(TrainingRequested.class).size());
        // between two runs: it waits, it is held by the run before, it is held for its images
        assertThat((long) said.size()).isLessThanOrEqualTo(4 * (started + DATASETS.size()));
        for (String dataset : DATASETS) {
            assertThat(said.stream().filter(considered -> considered.dataset().equals(dataset)).map(TrainingConsidered::number))
                    .isEqualTo(java.util.stream.IntStream.rangeClosed(1,
                            (int) said.stream().filter(considered -> considered.dataset().equals(dataset)).count()).boxed()
                            .toList());
        }
    }

    @Test
    void everyImageIsSoonInAManifest() throws Exception {
        // given: 1 image every 50 s, a run at 100 new images, or when one has waited for 120 s
        TrainingSimulation world = new TrainingSimulation(TRAINING);
        world.declare("drip", new TriggerPolicy(100, 0, 0, null, 0, null, 120));
        int images = 0;

        // when
        for (int second = 0; second < 2000; second++) {
            if (second < 5) {
                world.image("drip", images++);
            } else if (second % 50 == 0) {
                world.image("drip", images++);
            }
            world.tick();
        }

        // then: the first five wait for 120 s, and the second image of three after each run for less
        List<Long> starts = world.log.stream().filter(logged -> logged.event() instanceof TrainingRequested)
                .map(logged -> logged.at().getEpochSecond()).toList();
        assertThat(starts).hasSizeGreaterThan(10);
        for (int i = 1; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 1)).isBetween(120L, 171L);
        }
        assertThat(world.of(TrainingRequested.class)).allSatisfy(
                request -> assertThat(request.reason()).contains("the oldest new image has waited"));
    }

    /** Four data sets, one of which gets images in floods and one asks all the time. @param crashes how probable in a second */
    private static TrainingSimulation simulate(long seed, double crashes) throws Exception {
        TrainingSimulation world = new TrainingSimulation(TRAINING);
        world.declare("flood", TriggerPolicy.every(10));
        world.declare("drip", new TriggerPolicy(50, 0, 2, null, 0, null, 40));
        world.declare("asked", TriggerPolicy.onRequest());
        world.declare("timed", new TriggerPolicy(0, 30, 0, null, 0, null, 0));
        SplittableRandom arrivals = new SplittableRandom(seed);
        SplittableRandom misfortune = new SplittableRandom(-seed);
        Map<String, Integer> numbers = new HashMap<>();
        for (int second = 0; second < SECONDS; second++) {
            for (String dataset : DATASETS) {
                int count = dataset.equals("flood") ? arrivals.nextInt(12) : arrivals.nextInt(4) / 3;
                for (int i = 0; i < count; i++) {
                    world.image(dataset, numbers.merge(dataset, 1, Integer::sum));
                }
            }
            if (arrivals.nextInt(5) == 0) {
                world.ask("asked", "asked-" + second);
            }
            if (misfortune.nextDouble() < crashes) {
                world.restart();
            }
            if (misfortune.nextDouble() < crashes) {
                world.crashAfter(misfortune.nextInt(3));
            }
            world.tick();
        }
        return world;
    }

    /** What was decided and why, without the images. */
    private static List<Event> decisions(TrainingSimulation world) {
        List<Event> decisions = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (TrainingSimulation.Logged logged : world.log) {
            Event event = logged.event();
            if ((event instanceof TrainingRequested || event instanceof TrainingConsidered) && seen.add(event.id())) {
                decisions.add(event);
            }
        }
        return decisions;
    }
}
