package dev.thaw.evaluator.scoring;

import java.util.stream.IntStream;

import dev.thaw.contract.event.Averages;
import dev.thaw.contract.event.Calibration;
import dev.thaw.contract.event.ClassMetrics;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.TopK;
import dev.thaw.finetuning.evaluation.AverageScores;
import dev.thaw.finetuning.evaluation.ClassScores;
import dev.thaw.finetuning.evaluation.ClassificationReport;
import dev.thaw.finetuning.evaluation.RankingScores;
import dev.thaw.finetuning.evaluation.Scores;

/** The library's scores as events tell them: what is not a number there is null here, because JSON has no word for it. */
final class EventMetrics {

    private EventMetrics() {
    }

    static Metrics of(Split split, Scores scores) {
        ClassificationReport report = ClassificationReport.of(scores);
        return new Metrics(split, scores.predictions().size(), finite(scores.loss()),
                scores.predictions().isEmpty() ? 0 : scores.accuracy(),
                IntStream.range(0, scores.perClass().size())
                        .mapToObj(label -> of(scores.perClass().get(label), report.ranking().get(label))).toList(),
                scores.confusion(), report.topK().stream().map(top -> new TopK(top.k(), top.accuracy())).toList(),
                of(report.macro()), of(report.weighted()), of(report.micro()),
                report.calibration().map(EventMetrics::of).orElse(null));
    }

    private static ClassMetrics of(ClassScores scores, RankingScores ranking) {
        return new ClassMetrics(scores.label(), scores.images(), finite(scores.accuracy()), finite(scores.precision()),
                finite(scores.recall()), finite(scores.f1()), finite(ranking.rocAuc()), finite(ranking.averagePrecision()));
    }

    private static Averages of(AverageScores scores) {
        return new Averages(finite(scores.precision()), finite(scores.recall()), finite(scores.f1()), finite(scores.rocAuc()),
                finite(scores.averagePrecision()));
    }

    private static Calibration of(dev.thaw.finetuning.evaluation.Calibration calibration) {
        return new Calibration(calibration.expectedError(), calibration.brier(), calibration.bins().stream()
                .map(bin -> new Calibration.Bin(bin.from(), bin.to(), bin.images(), finite(bin.confidence()),
                        finite(bin.accuracy())))
                .toList());
    }

    static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
