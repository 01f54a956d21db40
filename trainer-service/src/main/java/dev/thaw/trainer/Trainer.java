package dev.thaw.trainer;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

import org.jboss.logging.Logger;

import dev.thaw.contract.event.RunState.State;
import dev.thaw.contract.event.TrainingRequested;

/** Takes requests: decides whether there is something to do, claims the run, and tries until it is through or cannot be. */
final class Trainer {
    private static final Logger LOG = Logger.getLogger(Trainer.class);
    private final TrainerConfig config;
    private final Function<String, RunHistory> histories;
    private final Claims claims;
    private final AttemptRunner attempts;
    private final RunStates states;
    private final Clock clock;

    Trainer(TrainerConfig config, Function<String, RunHistory> histories, Claims claims, AttemptRunner attempts,
            RunStates states, Clock clock) {
        this.config = config;
        this.histories = histories;
        this.claims = claims;
        this.attempts = attempts;
        this.states = states;
        this.clock = clock;
    }

    /** @return true if the request is done with, one way or another; false if another attempt takes it up, so that it must come again */
    boolean train(TrainingRequested request) throws IOException, InterruptedException {
        Instant outageBegan = null;
        while (true) {
            try {
                return tryOnce(request);
            } catch (IOException e) {
                Instant now = clock.instant();
                outageBegan = outageBegan == null ? now : outageBegan;
                Duration outage = Duration.between(outageBegan, now);
                if (outage.compareTo(config.outagePatience()) >= 0) {
                    states.tell(request, State.FAILED, 0, null,
                            "gave up after " + outage.toMinutes() + " minutes: " + e.getMessage());
                    return true;
                }
                LOG.warnf("the attempt failed and is repeated in %d s: %s", config.retryPause().toSeconds(), e.getMessage());
                Thread.sleep(config.retryPause().toMillis());
            }
        }
    }

    private boolean tryOnce(TrainingRequested request) throws IOException, InterruptedException {
        RunHistory history = histories.apply(request.run());
        if (history.ended()) {
            LOG.info("the run has ended already: nothing to do");
            return true;
        }
        if (history.candidate().isPresent()) {
            LOG.info("the run has its candidate already: nothing to do");
            return true;
        }
        if (history.cancellation().isPresent()) {
            states.tell(request, State.CANCELLED, 0, null, history.cancellation().get().reason());
            return true;
        }
        Claim claim = claims.next(request.run());
        if (claim.attempt() > config.maxAttempts()) {
            states.tell(request, State.FAILED, claim.attempt(), null, "none of " + config.maxAttempts()
                    + " attempts came to an end; the trainer's log of the last one says more, and thaw.trainer.max-attempts allows more");
            return true;
        }
        return attempt(request, claim);
    }

    private boolean attempt(TrainingRequested request, Claim claim) throws IOException, InterruptedException {
        LOG.infof("attempt %d begins", claim.attempt());
        try {
            attempts.run(request, claim);
            LOG.infof("attempt %d has its candidate", claim.attempt());
        } catch (LeavingException e) {
            LOG.infof("attempt %d ends here: %s", claim.attempt(), e.getMessage());
            return false;
        } catch (CancelledException e) {
            LOG.infof("the run is cancelled: %s", e.getMessage());
            states.tell(request, State.CANCELLED, claim.attempt(), null, e.getMessage());
        } catch (RequestFailedException e) {
            LOG.errorf("the run has failed: %s", e.getMessage());
            LOG.debug("where it failed", e);
            states.tell(request, State.FAILED, claim.attempt(), null, e.getMessage());
        } catch (RuntimeException e) {
            states.tell(request, State.FAILED, claim.attempt(), null, "the trainer failed: " + e.getMessage());
            throw e;
        }
        return true;
    }
}
