package dev.thaw.trainer;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

import dev.thaw.contract.event.RunState.State;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.service.Outage;
import dev.thaw.service.Persistence;

/** Takes requests: decides whether there is something to do, claims the run, and tries until it is through or cannot be. */
final class Trainer {
    private static final Logger LOG = Logger.getLogger(Trainer.class);
    private final TrainerConfig config;
    private final Function<String, RunHistory> histories;
    private final Claims claims;
    private final AttemptRunner attempts;
    private final RunStates states;
    private final Persistence persistence;
    private int lastAttempt;

    /** @param leaving true once the service goes down */
    Trainer(TrainerConfig config, Function<String, RunHistory> histories, Claims claims, AttemptRunner attempts,
            RunStates states, BooleanSupplier leaving) {
        this.config = config;
        this.histories = histories;
        this.claims = claims;
        this.attempts = attempts;
        this.states = states;
        this.persistence = new Persistence(config.retryPause(), config.retryPause().multipliedBy(6), config.outagePatience(),
                leaving);
    }

    /** @return true if the request is done with, one way or another; false if another attempt takes it up, so that it must come again */
    boolean train(TrainingRequested request) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        lastAttempt = 0;
        try {
            persistence.complete("the run " + request.run(), () -> done.set(tryOnce(request)));
            return done.get();
        } catch (IOException | RetriableException e) {
            states.tell(request, State.FAILED, lastAttempt, null, Outage.is(e)
                    ? "gave up after " + config.outagePatience().toMinutes() + " minutes: " + e.getMessage()
                    : e.getMessage());
            return true;
        }
    }

    private boolean tryOnce(TrainingRequested request) throws IOException, InterruptedException {
        RunHistory history = histories.apply(request.run());
        if (history.ended()) {
            LOG.info("the run has ended already: nothing to do");
            return true;
        }
        int held = claims.latest(request.run()).map(Claim::attempt).orElse(0);
        if (history.candidate().filter(candidate -> candidate.attempt() >= held).isPresent()) {
            LOG.info("the run has its candidate already: nothing to do");
            return true;
        }
        if (lastAttempt > 0 && held > lastAttempt) {
            // while this one waited for a server: the run is in good hands, and not to be taken back
            LOG.infof("attempt %d ends here: another attempt holds the run", lastAttempt);
            return false;
        }
        if (history.cancellation().isPresent()) {
            states.tell(request, State.CANCELLED, 0, null, history.cancellation().get().reason());
            return true;
        }
        Claim claim = claims.next(request.run(), lastAttempt);
        lastAttempt = claim.attempt();
        if (claim.tries() > config.maxAttempts()) {
            states.tell(request, State.FAILED, claim.attempt(), null, config.maxAttempts()
                    + " attempts in a row came no further than "
                    + (claim.from() == null ? "the beginning" : "checkpoint " + claim.from())
                    + "; the trainer's log of the last one says more, and thaw.trainer.max-attempts allows more");
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
            return failed(request, claim, e.getMessage());
        } catch (RuntimeException e) {
            if (!Outage.is(e) && !failed(request, claim, "the trainer failed: " + e.getMessage())) {
                return false;
            }
            throw e;
        }
        return true;
    }

    /** @return false if the run is another attempt's, which may fare better */
    private boolean failed(TrainingRequested request, Claim claim, String reason) throws IOException, InterruptedException {
        if (!claims.stands(claim)) {
            LOG.infof("attempt %d ends here: another attempt holds the run", claim.attempt());
            return false;
        }
        states.tell(request, State.FAILED, claim.attempt(), null, reason);
        return true;
    }
}
