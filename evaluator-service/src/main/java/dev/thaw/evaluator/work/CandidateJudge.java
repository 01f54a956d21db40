package dev.thaw.evaluator.work;

import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.RunState;
import dev.thaw.evaluator.runs.RunLedger;
import dev.thaw.evaluator.runs.RunRecords;
import dev.thaw.evaluator.runs.RunStates;
import dev.thaw.evaluator.store.Claims;
import dev.thaw.service.EventPublisher;

/**
 * A candidate becomes a model, a decision and the end of its run. Every step looks first at what is there, so that a
 * candidate that comes again after a crash, wherever that was, ends in the same single decision.
 */
public final class CandidateJudge {
    private static final Logger LOG = Logger.getLogger(CandidateJudge.class);
    private final RunRecords records;
    private final Claims claims;
    private final CandidateScoring scoring;
    private final CandidateExport export;
    private final Decision decision;
    private final CandidateReports reports;
    private final EventPublisher events;
    private final RunStates states;
    private final EvaluationMeters meters;

    public CandidateJudge(RunRecords records, Bucket bucket, CandidateScoring scoring, CandidateReports reports,
            EventPublisher events, EvaluationMeters meters, Clock clock, String codeVersion) {
        this.records = records;
        this.claims = new Claims(bucket);
        this.scoring = scoring;
        this.export = new CandidateExport(bucket, scoring, meters, clock, codeVersion);
        this.decision = new Decision(bucket, scoring, clock);
        this.reports = reports;
        this.events = events;
        this.states = new RunStates(events, clock);
        this.meters = meters;
    }

    /** Returns when the decision and the run's last state have been said. */
    public void judge(CandidateReady candidate) throws IOException, InterruptedException {
        if (claims.fencedOff(candidate.run(), candidate.attempt())) {
            LOG.infof("the candidate of attempt %d is ignored: another attempt holds the run", candidate.attempt());
            return;
        }
        RunLedger ledger = records.upToDate();
        Optional<ModelDecided> before = ledger.decision(candidate.run());
        if (before.isPresent()) {
            end(candidate, before.get());
            return;
        }
        CandidateExport.Exported model = export.export(candidate);
        if (ledger.candidate(candidate.run()).isEmpty()) {
            events.publishAndWait(new CandidateEvaluated(candidate.dataset(), candidate.run(), model.lineage().attempt(),
                    model.lineage().checkpoint(), model.report().test(), model.lineage().version(), model.prefix(),
                    model.report().evaluateSeconds()));
        }
        ModelDecided judged = decision.on(candidate, model);
        // an object first, the event that names it after; after a crash in between, the same report is written again
        ModelDecided decided = reports.write(candidate, model, judged).map(judged::withReport).orElse(judged);
        events.publishAndWait(decided);
        meters.decision(decided.outcome().name().toLowerCase(Locale.ROOT), decided.gate() == null ? "none" : decided.gate());
        LOG.infof("version %d is %s: %s", decided.version(), decided.outcome().name().toLowerCase(Locale.ROOT),
                decided.reason());
        end(candidate, decided);
    }

    /** The candidate cannot be judged, for a reason that will not go away: the run has failed. */
    public void fail(CandidateReady candidate, String reason) throws IOException, InterruptedException {
        scoring.release(candidate);
        meters.decision("failed", "none");
        state(candidate, RunState.State.FAILED, "the candidate could not be evaluated: " + reason);
    }

    private void end(CandidateReady candidate, ModelDecided decided) throws IOException, InterruptedException {
        scoring.release(candidate);
        state(candidate, decided.outcome() == ModelDecided.Outcome.PROMOTED ? RunState.State.PROMOTED : RunState.State.REFUSED,
                decided.reason());
    }

    private void state(CandidateReady candidate, RunState.State state, String detail) throws IOException, InterruptedException {
        states.publish(candidate.dataset(), candidate.run(), candidate.attempt(), state, detail);
    }
}
