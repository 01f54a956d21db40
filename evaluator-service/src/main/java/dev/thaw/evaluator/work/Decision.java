package dev.thaw.evaluator.work;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.ModelDecided.Outcome;
import dev.thaw.evaluator.promotion.Champions;
import dev.thaw.evaluator.promotion.Incumbent;
import dev.thaw.evaluator.promotion.PromotionGates;
import dev.thaw.evaluator.promotion.Settled;
import dev.thaw.evaluator.promotion.Settlement;
import dev.thaw.evaluator.promotion.Verdict;
import dev.thaw.evaluator.work.CandidateExport.Exported;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;

/** Decides by the gates on an exported candidate and, if it is promoted, makes it the champion. */
final class Decision {
    private final Champions champions;
    private final Settlement settlement;
    private final CandidateScoring scoring;
    private final Clock clock;

    Decision(Bucket bucket, CandidateScoring scoring, Clock clock) {
        this.champions = new Champions(bucket);
        this.settlement = new Settlement(bucket, champions);
        this.scoring = scoring;
        this.clock = clock;
    }

    /** The decision that stands, in effect. */
    ModelDecided on(CandidateReady candidate, Exported model) throws IOException {
        return settlement.settle(attempt -> BucketLayout.decision(candidate.dataset(), candidate.run(), attempt),
                () -> judge(candidate, model)).decided();
    }

    private Settled judge(CandidateReady candidate, Exported model) throws IOException {
        FineTuningPlan plan = PlanReader.read(candidate.plan());
        Optional<Champion> rival = champions.current(candidate.dataset());
        Optional<Incumbent> incumbent = rival.isPresent()
                ? Optional.of(scoring.score(rival.get(), candidate))
                : Optional.empty();
        Verdict verdict = new PromotionGates(plan.gates(), plan.seed()).judge(model.measured(), incumbent);
        int number = rival.map(Champion::number).orElse(0);
        if (!verdict.promoted()) {
            return Settled.decided(decided(model, verdict, Outcome.REFUSED, number, rival.map(Champion::version).orElse(null)),
                    null);
        }
        return Settled.decided(decided(model, verdict, Outcome.PROMOTED, number + 1, model.lineage().version()),
                new Champion(candidate.dataset(), number + 1, model.lineage().version(), model.prefix(), candidate.run(),
                        clock.instant()));
    }

    private static ModelDecided decided(Exported model, Verdict verdict, Outcome outcome, int champion, Integer championVersion) {
        return new ModelDecided(model.lineage().dataset(), model.lineage().run(), outcome, verdict.reason(),
                verdict.gate().orElse(null), model.lineage().version(), model.prefix(), champion,
                model.report().test().accuracy(), verdict.championAccuracy(), championVersion, null, null, verdict.gates(),
                verdict.comparison());
    }
}
