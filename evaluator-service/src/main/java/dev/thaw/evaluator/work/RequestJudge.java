package dev.thaw.evaluator.work;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jboss.logging.Logger;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.contract.event.DecisionAsked.Action;
import dev.thaw.contract.event.DecisionDeclined;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.ModelDecided.Outcome;
import dev.thaw.evaluator.promotion.ChampionLine;
import dev.thaw.evaluator.promotion.Champions;
import dev.thaw.evaluator.promotion.Settled;
import dev.thaw.evaluator.promotion.Settlement;
import dev.thaw.evaluator.runs.RequestLedger;
import dev.thaw.evaluator.runs.RunRecords;
import dev.thaw.service.EventPublisher;

/** What a person asks for becomes a decision, or a clear no. A request that comes again gets the answer that it got. */
public final class RequestJudge {
    private static final Logger LOG = Logger.getLogger(RequestJudge.class);
    private final RunRecords records;
    private final Bucket bucket;
    private final Champions champions;
    private final Settlement settlement;
    private final EventPublisher events;
    private final EvaluationMeters meters;
    private final Clock clock;

    public RequestJudge(RunRecords records, Bucket bucket, EventPublisher events, EvaluationMeters meters, Clock clock) {
        this.records = records;
        this.bucket = bucket;
        this.champions = new Champions(bucket);
        this.settlement = new Settlement(bucket, champions);
        this.events = events;
        this.meters = meters;
        this.clock = clock;
    }

    /** Returns when the answer has been said. */
    public void judge(DecisionAsked asked) throws IOException, InterruptedException {
        RequestLedger ledger = records.upToDate().requests();
        if (ledger.answered(asked.id())) {
            return;
        }
        Settled settled = settlement.settle(attempt -> BucketLayout.answer(asked.dataset(), asked.request(), attempt),
                () -> answer(asked, ledger.withdrawn(asked.dataset())));
        events.publishAndWait(settled.event());
        if (settled.decided() == null) {
            meters.decision("declined", "none");
            LOG.infof("what %s asks for is declined: %s", asked.by(), settled.declined().reason());
        } else {
            meters.decision(settled.decided().outcome().name().toLowerCase(Locale.ROOT), "none");
            LOG.infof("version %d, by hand of %s: %s", settled.decided().version(), asked.by(), settled.decided().reason());
        }
    }

    private Settled answer(DecisionAsked asked, Set<Integer> withdrawn) throws IOException {
        List<Champion> all = champions.all(asked.dataset());
        try {
            RequestedChange change = RequestedChange.of(asked, ChampionLine.of(all), all, withdrawn);
            StoredModel model = model(asked, change.version());
            StoredModel next = change.next() == null ? null : model(asked, change.next());
            if (next != null) {
                next.report().export().failed().ifPresent(file -> {
                    throw new DeclinedException("version " + next.lineage().version() + " cannot be served: the exported "
                            + file.name() + " is not what was measured");
                });
            }
            return settled(asked, change, model, next, all);
        } catch (DeclinedException e) {
            return Settled.declined(new DecisionDeclined(asked.dataset(), asked.id(), e.getMessage()));
        }
    }

    private StoredModel model(DecisionAsked asked, int version) throws IOException {
        return StoredModel.find(bucket, asked.dataset(), version).orElseThrow(() -> new DeclinedException("data set "
                + asked.dataset() + " has no model of version " + version + "; thaw models lists those that there are"));
    }

    private Settled settled(DecisionAsked asked, RequestedChange change, StoredModel model, StoredModel next,
            List<Champion> all) {
        Outcome outcome = outcome(asked.action());
        Champion current = all.isEmpty() ? null : all.get(all.size() - 1);
        int number = current == null ? 0 : current.number();
        Champion pointer = next == null
                ? null
                : new Champion(asked.dataset(), number + 1, next.lineage().version(),
                        BucketLayout.model(asked.dataset(), next.lineage().version()), next.lineage().run(), clock.instant(),
                        outcome,
                        asked.id());
        Champion inForce = pointer == null ? current : pointer;
        return Settled.decided(new ModelDecided(asked.dataset(), model.lineage().run(), outcome,
                change.sentence() + ": " + asked.reason(), null, change.version(),
                BucketLayout.model(asked.dataset(), change.version()), inForce == null ? 0 : inForce.number(),
                model.report().test().accuracy(), null, inForce == null ? null : inForce.version(), asked.id(), asked.by(),
                List.of(),
                null), pointer);
    }

    private static Outcome outcome(Action action) {
        return switch (action) {
            case PROMOTE -> Outcome.PROMOTED;
            case REFUSE -> Outcome.REFUSED;
            case ROLL_BACK -> Outcome.ROLLED_BACK;
        };
    }
}
