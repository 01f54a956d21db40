package dev.thaw.evaluator.scoring;

import dev.thaw.contract.event.ClassMetrics;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.Split;
import dev.thaw.finetuning.evaluation.ClassScores;
import dev.thaw.finetuning.evaluation.Scores;

/** The library's scores as events tell them: what is not a number there is null here, because JSON has no word for it. */
final class EventMetrics {

    private EventMetrics() {
    }

    static Metrics of(Split split, Scores scores) {
        return new Metrics(split, scores.predictions().size(), finite(scores.loss()),
                scores.predictions().isEmpty() ? 0 : scores.accuracy(), scores.perClass().stream().map(EventMetrics::of).toList(),
                scores.confusion());
    }

    private static ClassMetrics of(ClassScores scores) {
        return new ClassMetrics(scores.label(), scores.images(), finite(scores.accuracy()), finite(scores.precision()),
                finite(scores.recall()), finite(scores.f1()));
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
