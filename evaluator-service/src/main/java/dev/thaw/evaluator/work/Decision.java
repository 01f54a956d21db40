package dev.thaw.evaluator.work;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.ModelDecided.Outcome;
import dev.thaw.evaluator.promotion.Champions;
import dev.thaw.evaluator.promotion.Incumbent;
import dev.thaw.evaluator.promotion.PromotionGate;
import dev.thaw.evaluator.promotion.TestScore;
import dev.thaw.evaluator.promotion.Verdict;
import dev.thaw.evaluator.work.CandidateExport.Exported;
import dev.thaw.finetuning.plan.PlanReader;

/**
 * Decides on an exported candidate and, if it is promoted, makes it the champion. The pointer is the promotion: what is said
 * of it afterwards only tells.
 */
final class Decision {
    private final Champions champions;
    private final CandidateScoring scoring;
    private final Clock clock;

    Decision(Champions champions, CandidateScoring scoring, Clock clock) {
        this.champions = champions;
        this.scoring = scoring;
        this.clock = clock;
    }

    ModelDecided on(CandidateReady candidate, Exported model) throws IOException {
        PromotionGate gate = new PromotionGate(PlanReader.read(candidate.plan()).gates().margin());
        TestScore score = TestScore.of(model.report().test());
        while (true) {
            // after a crash between the pointer and the event, the rival is still the champion from before
            Optional<Champion> own = champions.promotionOf(candidate.dataset(), candidate.run());
            Optional<Champion> rival = own.isPresent() ? champions.before(own.get()) : champions.current(candidate.dataset());
            Optional<Incumbent> incumbent = rival.isPresent()
                    ? Optional.of(scoring.score(rival.get(), candidate))
                    : Optional.empty();
            Verdict verdict = gate.judge(score, model.report().export(), incumbent);
            int number = rival.map(Champion::number).orElse(0);
            if (own.isPresent()) {
                return promoted(model, verdict.reason(), own.get().number(), incumbent);
            }
            if (verdict instanceof Verdict.Refused refused) {
                return decided(model, Outcome.REFUSED, refused.reason(), refused.gate().wireName(), number, incumbent);
            }
            if (champions.crown(new Champion(candidate.dataset(), number + 1, model.lineage().version(), model.prefix(),
                    candidate.run(), clock.instant()))) {
                return promoted(model, verdict.reason(), number + 1, incumbent);
            }
            // another run was promoted in this moment: it is the one to beat now
        }
    }

    private static ModelDecided promoted(Exported model, String reason, int champion, Optional<Incumbent> incumbent) {
        return decided(model, Outcome.PROMOTED, reason, null, champion, incumbent);
    }

    private static ModelDecided decided(Exported model, Outcome outcome, String reason, String gate, int champion,
            Optional<Incumbent> incumbent) {
        Double championAccuracy = incumbent.filter(Incumbent.Scored.class::isInstance)
                .map(scored -> ((Incumbent.Scored) scored).score().accuracy()).orElse(null);
        return new ModelDecided(model.lineage().dataset(), model.lineage().run(), outcome, reason, gate,
                model.lineage().version(), model.prefix(), champion, model.report().test().accuracy(), championAccuracy);
    }
}
