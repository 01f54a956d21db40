package dev.thaw.trainer;

import static dev.thaw.trainer.SampleEvents.REQUEST;
import static dev.thaw.trainer.SampleEvents.RUN;
import static dev.thaw.trainer.SampleEvents.candidate;
import static dev.thaw.trainer.SampleEvents.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.RunState.State;
import dev.thaw.contract.event.TrainingSignal.Action;
import dev.thaw.testkit.MemoryBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class TrainerTest {
    private final MemoryBucket bucket = new MemoryBucket();
    private final PublishedEvents published = new PublishedEvents();
    private final Claims claims = new Claims(bucket, "somebody", Clock.systemUTC());
    private final RunHistory history = new RunHistory(RUN);
    private final List<Integer> attempts = new ArrayList<>();

    @Test
    void claimsARunAndTrainsIt() throws Exception {
        boolean done = train((request, claim) -> attempts.add(claim.attempt()));

        assertThat(done).isTrue();
        assertThat(attempts).containsExactly(1);
    }

    @Test
    void aRequestThatComesAgainAfterTheEndIsDoneWith() throws Exception {
        // given
        history.add(state(State.PROMOTED));

        // when
        boolean done = train((request, claim) -> attempts.add(claim.attempt()));

        // then
        assertThat(done).isTrue();
        assertThat(attempts).isEmpty();
        assertThat(bucket.list("claims/")).isEmpty();
    }

    @Test
    void aRunThatHasItsCandidateIsTheEvaluators() throws Exception {
        // given
        history.add(state(State.TRAINING));
        history.add(candidate(1));

        // when
        boolean done = train((request, claim) -> attempts.add(claim.attempt()));

        // then
        assertThat(done).isTrue();
        assertThat(attempts).isEmpty();
        assertThat(published.of(RunState.class)).isEmpty();
    }

    @Test
    void aRunThatWasCancelledWhileItWaitedIsNotBegun() throws Exception {
        // given
        history.add(person(Action.CANCEL, 1));

        // when
        boolean done = train((request, claim) -> attempts.add(claim.attempt()));

        // then
        assertThat(done).isTrue();
        assertThat(attempts).isEmpty();
        assertThat(published.of(RunState.class)).singleElement().extracting(RunState::state).isEqualTo(State.CANCELLED);
    }

    @Test
    void whatCannotBeDoneHasFailedWithItsReason() throws Exception {
        boolean done = train((request, claim) -> {
            throw new RequestFailedException("the bucket has no object manifests/shapes/1.json", null);
        });

        assertThat(done).isTrue();
        assertThat(published.of(RunState.class)).singleElement().satisfies(state -> {
            assertThat(state.state()).isEqualTo(State.FAILED);
            assertThat(state.detail()).contains("manifests/shapes/1.json");
        });
    }

    @Test
    void anOutageIsFollowedByANewAttempt() throws Exception {
        boolean done = train((request, claim) -> {
            attempts.add(claim.attempt());
            if (claim.attempt() < 3) {
                throw new IOException("the S3 server does not answer");
            }
        });

        assertThat(done).isTrue();
        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(published.of(RunState.class)).isEmpty();
    }

    @Test
    void aLongOutageIsNotTakenForARunThatEndsItsProcess() throws Exception {
        boolean done = train((request, claim) -> {
            attempts.add(claim.attempt());
            if (claim.attempt() < 9) {
                throw new IOException("no space left on device");
            }
        });

        assertThat(done).isTrue();
        assertThat(attempts).hasSize(9);
        assertThat(published.of(RunState.class)).isEmpty();
    }

    @Test
    void anAnswerThatTheBrokerOwesIsWaitedForToo() throws Exception {
        boolean done = train((request, claim) -> {
            attempts.add(claim.attempt());
            if (claim.attempt() < 2) {
                throw new TimeoutException("the broker does not answer");
            }
        });

        assertThat(done).isTrue();
        assertThat(attempts).containsExactly(1, 2);
        assertThat(published.of(RunState.class)).isEmpty();
    }

    @Test
    void aRunThatAnotherTrainerTookDuringAnOutageIsNotTakenBack() throws Exception {
        boolean done = train((request, claim) -> {
            attempts.add(claim.attempt());
            claims.next(RUN);
            throw new IOException("the S3 server does not answer");
        });

        assertThat(done).isFalse();
        assertThat(attempts).containsExactly(1);
        assertThat(bucket.list("claims/")).hasSize(2);
    }

    @Test
    void aCandidateOfAnAttemptThatHasLostTheRunIsNobodys() throws Exception {
        // given: handed in by the first attempt after the second had begun
        claims.next(RUN);
        claims.next(RUN);
        history.add(state(State.TRAINING));
        history.add(candidate(1));

        // when
        boolean done = train((request, claim) -> attempts.add(claim.attempt()));

        // then
        assertThat(done).isTrue();
        assertThat(attempts).containsExactly(3);
    }

    @Test
    void whatFailsAfterAnotherAttemptHasTakenTheRunDoesNotFailTheRun() throws Exception {
        boolean done = train((request, claim) -> {
            claims.next(RUN);
            throw new RequestFailedException("no memory left", null);
        });

        assertThat(done).isFalse();
        assertThat(published.of(RunState.class)).isEmpty();
    }

    @Test
    void aRunThatEndsItsProcessAgainAndAgainHasFailed() throws Exception {
        // given
        for (int i = 0; i < 4; i++) {
            claims.next(RUN);
        }

        // when
        boolean done = train((request, claim) -> attempts.add(claim.attempt()));

        // then
        assertThat(done).isTrue();
        assertThat(attempts).isEmpty();
        assertThat(published.of(RunState.class)).singleElement().extracting(RunState::state).isEqualTo(State.FAILED);
    }

    @Test
    void leavingKeepsTheRequestForTheNextAttempt() throws Exception {
        boolean done = train((request, claim) -> {
            throw new LeavingException("the service is going down");
        });

        assertThat(done).isFalse();
        assertThat(published.of(RunState.class)).isEmpty();
    }

    private boolean train(AttemptRunner attempt) throws Exception {
        RunStates states = new RunStates(published, Clock.systemUTC(), new TrainerMetrics(new SimpleMeterRegistry()));
        return new Trainer(new QuickConfig(), run -> history, claims, attempt, states, () -> false).train(REQUEST);
    }

    private static RunState state(State state) {
        Clock clock = Clock.systemUTC();
        return new RunState("shapes", RUN, state, 1, null, null, clock.millis(), clock.instant());
    }

    private record QuickConfig() implements TrainerConfig {
        @Override
        public Duration evaluatorPatience() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration progressInterval() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int parallelFetches() {
            return 1;
        }

        @Override
        public int maxAttempts() {
            return 4;
        }

        @Override
        public Duration claimCheck() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration outagePatience() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration retryPause() {
            return Duration.ofMillis(1);
        }
    }
}
