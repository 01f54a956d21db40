package dev.thaw.evaluator.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.WarmStart;
import dev.thaw.evaluator.promotion.Lineage;
import dev.thaw.evaluator.scoring.RunMaterial;
import dev.thaw.evaluator.work.CandidateExport.Exported;
import dev.thaw.report.DataUsed;
import dev.thaw.report.Decision;
import dev.thaw.report.Decision.Gate;
import dev.thaw.report.RunReport;
import dev.thaw.report.RunReport.Mistake;
import dev.thaw.report.RunReport.Request;
import dev.thaw.report.RunReport.Subject;

/** Gathers all that a report tells of a judged candidate. The same bucket and topics make the same report. */
final class ReportAssembler {
    private final Bucket bucket;

    ReportAssembler(Bucket bucket) {
        this.bucket = bucket;
    }

    RunReport report(CandidateReady candidate, Exported model, ModelDecided decided, RunMaterial material, RunStory story)
            throws IOException {
        Optional<Predecessor> before = Predecessor.of(decided, bucket);
        Metrics test = model.report().test();
        Thumbnails thumbnails = new Thumbnails(material.images(), material.manifest().imageSize());
        // mistakes teach more than examples: they come first where there is little room
        List<Mistake> mistakes = new MistakeGallery(model.said().labels(), thumbnails).of(model.said().predictions());
        DataUsed data = new DataChapter(material.manifest(), thumbnails).of(story.rejected());
        return new RunReport(new Subject(candidate.dataset(), candidate.run(), model.lineage().version()), decision(decided),
                before.isEmpty()
                        ? List.of()
                        : Changes.since(before.get(), candidate, material.manifest(), model.lineage()),
                ScoreChapter.score(model.report()),
                ScoreChapter.comparison(decided, test, before.map(known -> known.champion().version()).orElse(0)),
                ScoreChapter.calibration(test), mistakes, request(candidate, model, story), data,
                new StageChapters(material, story).of(candidate.stages()), lineage(model, before),
                ScoreChapter.serving(model.report()),
                omitted(thumbnails));
    }

    private static Decision decision(ModelDecided decided) {
        return new Decision(
                decided.outcome() == ModelDecided.Outcome.PROMOTED ? Decision.Outcome.PROMOTED : Decision.Outcome.REFUSED,
                decided.reason(), decided.gates().stream()
                        .map(gate -> new Gate(gate.gate(), gate.passed(), gate.sentence())).toList());
    }

    private static Request request(CandidateReady candidate, Exported model, RunStory story) {
        return new Request(story.request().map(TrainingRequested::reason).orElse(null), start(candidate.start()),
                candidate.plan(), candidate.seconds(), model.report().evaluateSeconds(), candidate.bankHits(),
                candidate.bankMisses());
    }

    private static String start(WarmStart start) {
        return start == null
                ? "the base's, with a head that has learnt nothing yet"
                : "those of model version " + start.version() + ", for " + String.join(", ", start.labels());
    }

    private static RunReport.Lineage lineage(Exported model, Optional<Predecessor> before) {
        Lineage lineage = model.lineage();
        return new RunReport.Lineage(lineage.manifest(), lineage.base().name(), lineage.base().object(), lineage.base().sha256(),
                lineage.run(), lineage.attempt(), lineage.checkpoint(), model.prefix(), lineage.codeVersion(),
                before.map(Predecessor::name).orElse(null), lineage.created().toString());
    }

    private static List<String> omitted(Thumbnails thumbnails) {
        List<String> omitted = new ArrayList<>();
        if (thumbnails.refused() > 0) {
            omitted.add(thumbnails.refused() + " more pictures would have been too many for one page, which keeps to "
                    + Thumbnails.ROOM / 1000 + " kB of them.");
        }
        return omitted;
    }
}
