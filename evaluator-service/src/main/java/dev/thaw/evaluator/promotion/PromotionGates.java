package dev.thaw.evaluator.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.thaw.contract.event.GateResult;
import dev.thaw.contract.event.Metrics;
import dev.thaw.evaluator.promotion.ExportCheck.ExportedFile;
import dev.thaw.finetuning.plan.GatesPlan;

/** Decides whether a candidate becomes the champion. Every gate is asked, so that a refusal names all that is in the way. */
public final class PromotionGates {
    private final GatesPlan plan;
    private final long seed;

    /** @param seed of the intervals: the same seed gives the same decision */
    public PromotionGates(GatesPlan plan, long seed) {
        this.plan = plan;
        this.seed = seed;
    }

    /** @param incumbent the champion; empty if the data set has none yet */
    public Verdict judge(Measured candidate, Optional<Incumbent> incumbent) {
        Optional<Duel> duel = incumbent.filter(Incumbent.Scored.class::isInstance)
                .map(scored -> Duel.of(candidate, (Incumbent.Scored) scored, plan, seed));
        List<GateResult> gates = new ArrayList<>(List.of(testSplit(candidate.test()), finiteLoss(candidate.test()),
                export(candidate.export())));
        incumbent.ifPresent(champion -> gates.add(comparable(champion)));
        duel.filter(there -> candidate.test().images() > 0).map(Duel::gate).ifPresent(gates::add);
        RecallFloors floors = new RecallFloors(plan, candidate.test());
        floors.ofLabels().ifPresent(gates::add);
        incumbent.filter(Incumbent.Scored.class::isInstance)
                .flatMap(champion -> floors.ofNewLabels(((Incumbent.Scored) champion).labels())).ifPresent(gates::add);
        new ServingLimits(plan).of(candidate).forEach(gates::add);
        return new Verdict(gates, duel.map(Duel::summary).orElseGet(() -> first(candidate.test())),
                duel.flatMap(Duel::comparison).orElse(null), duel.flatMap(Duel::championAccuracy).orElse(null));
    }

    private static String first(Metrics test) {
        return "the first model: test " + Duel.figures(test.accuracy(), test.loss()) + " on " + test.images() + " images";
    }

    private static GateResult testSplit(Metrics test) {
        return result(Gate.TEST_SPLIT, test.images() > 0, (double) test.images(), 1.0, test.images() > 0
                ? "there are " + test.images() + " test images"
                : "the manifest has no test images to judge by: declare the data set with a testShare above 0");
    }

    private static GateResult finiteLoss(Metrics test) {
        boolean finite = test.images() == 0 || test.loss() != null;
        return result(Gate.FINITE_LOSS, finite, test.loss(), null, finite
                ? "no probability is other than a number"
                : "the loss on the " + test.images() + " test images is not finite: lower the learning rate");
    }

    private static GateResult export(ExportCheck export) {
        Optional<ExportedFile> failed = export.failed();
        Double largest = failed.isPresent()
                ? failed.get().largestDifference()
                : Double.valueOf(export.files().stream().mapToDouble(ExportedFile::largestDifference).max().orElse(0));
        return result(Gate.EXPORT, failed.isEmpty(), largest, ExportCheck.TOLERANCE, failed
                .map(file -> reason(file, export.images()))
                .orElseGet(() -> String.format(Locale.ROOT,
                        "the exported files differ from the measured model by at most %.1e in a probability of %d test images",
                        largest, export.images())));
    }

    static String reason(ExportedFile file, int images) {
        if (file.problem() != null) {
            return "the exported " + file.name() + " cannot be used: " + file.problem();
        }
        return String.format(Locale.ROOT,
                "the exported %s differs from the measured model by %s in a probability of %d test images; at most %s is allowed",
                file.name(), file.largestDifference() == null ? "more than a number can say" : file.largestDifference(), images,
                ExportCheck.TOLERANCE);
    }

    private static GateResult comparable(Incumbent incumbent) {
        if (incumbent instanceof Incumbent.OtherLabels other) {
            return result(Gate.LABELS, false, null, null, "the champion, version " + other.version() + ", knows labels ("
                    + String.join(", ", other.labels())
                    + ") that the candidate does not, so the two cannot be compared: train under another data set name");
        }
        if (incumbent instanceof Incumbent.OtherImageSize other) {
            return result(Gate.IMAGE_SIZE, false, null, null, "the champion, version " + other.version() + ", takes images of "
                    + other.height() + " x " + other.width()
                    + " pixels, so the two cannot be compared: train under another data set name");
        }
        if (incumbent instanceof Incumbent.Scored scored) {
            return result(Gate.LABELS, true, null, null,
                    "the candidate knows every label of the champion, version " + scored.version());
        }
        throw new IllegalStateException("an incumbent of an unknown kind: " + incumbent);
    }

    static GateResult result(Gate gate, boolean passed, Double value, Double limit, String sentence) {
        return new GateResult(gate.wireName(), passed, value, limit, sentence);
    }
}
