package dev.thaw.evaluator.report;

import java.util.Comparator;
import java.util.List;

import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.report.RunReport.Mistake;

/** The wrong answers of which the network was most certain. */
final class MistakeGallery {
    private static final int MOST = 24;

    private final List<String> labels;
    private final Thumbnails thumbnails;

    MistakeGallery(List<String> labels, Thumbnails thumbnails) {
        this.labels = labels;
        this.thumbnails = thumbnails;
    }

    List<Mistake> of(List<Prediction> predictions) {
        return predictions.stream().filter(prediction -> prediction.finite() && !prediction.right())
                .sorted(Comparator.comparing(Prediction::confidence).reversed()
                        .thenComparing(Prediction::image))
                .limit(MOST).map(this::mistake).toList();
    }

    private Mistake mistake(Prediction wrong) {
        return new Mistake(thumbnails.of(wrong.image()).orElse(null), wrong.image(), labels.get(wrong.label()),
                labels.get(wrong.predicted()), wrong.confidence(),
                wrong.probabilities().get(wrong.label()));
    }
}
