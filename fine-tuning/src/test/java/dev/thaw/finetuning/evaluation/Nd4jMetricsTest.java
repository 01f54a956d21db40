package dev.thaw.finetuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import com.fasterxml.jackson.databind.JsonNode;

/** Where ND4J's own metrics agree, and why they are not what is reported. */
class Nd4jMetricsTest {
    private static final int LABEL = 0;

    @Test
    void nd4j_counts_the_same() {
        List<Prediction> predictions = predictions("six classes with ties");
        ClassificationReport report = report(predictions);
        Evaluation evaluation = new Evaluation(report.ranking().size());
        evaluation.eval(truth(predictions), probabilities(predictions));

        assertThat(evaluation.accuracy()).isEqualTo(report.scores().accuracy(), within(1e-9));
        for (int label = 0; label < report.ranking().size(); label++) {
            ClassScores own = report.scores().perClass().get(label);
            assertThat(evaluation.precision(label)).isEqualTo(own.precision(), within(1e-9));
            assertThat(evaluation.recall(label)).isEqualTo(own.recall(), within(1e-9));
            assertThat(evaluation.f1(label)).isEqualTo(own.f1(), within(1e-9));
        }
    }

    @Test
    void nd4j_ranks_the_same_where_no_probabilities_are_equal() {
        List<Prediction> predictions = predictions("twelve classes");

        assertThat(roc(predictions).calculateAUC()).isEqualTo(report(predictions).ranking().get(LABEL).rocAuc(), within(1e-6));
    }

    /** The area under trapezoids is not the average precision, and equal probabilities are counted in the order they come in. */
    @Test
    void nd4j_differs_from_scikit_learn_in_ties_and_in_average_precision() {
        List<Prediction> predictions = predictions("six classes with ties");
        RankingScores own = report(predictions).ranking().get(LABEL);
        ROC roc = roc(predictions);

        assertThat(Math.abs(roc.calculateAUC() - own.rocAuc())).isGreaterThan(1e-4);
        assertThat(Math.abs(roc.calculateAUCPR() - own.averagePrecision())).isGreaterThan(1e-3);
    }

    private static ROC roc(List<Prediction> predictions) {
        ROC roc = new ROC(0);
        roc.eval(truth(predictions).getColumn(LABEL).reshape(-1, 1), probabilities(predictions).getColumn(LABEL).reshape(-1, 1));
        return roc;
    }

    private static List<Prediction> predictions(String name) {
        JsonNode expected = ReferenceMetrics.ALL.get("cases").get(name);
        return ReferenceMetrics.predictions(expected.get("truth"), expected.get("probabilities"));
    }

    private static ClassificationReport report(List<Prediction> predictions) {
        return ClassificationReport.of(Scores.of(predictions, ReferenceMetrics.labels(predictions)));
    }

    private static INDArray truth(List<Prediction> predictions) {
        INDArray truth = probabilities(predictions).like();
        for (int i = 0; i < predictions.size(); i++) {
            truth.putScalar(i, predictions.get(i).label(), 1);
        }
        return truth;
    }

    private static INDArray probabilities(List<Prediction> predictions) {
        INDArray probabilities = Nd4j.zeros(predictions.size(), predictions.get(0).probabilities().size());
        for (int i = 0; i < predictions.size(); i++) {
            for (int label = 0; label < probabilities.columns(); label++) {
                probabilities.putScalar(i, label, predictions.get(i).probabilities().get(label));
            }
        }
        return probabilities;
    }
}
