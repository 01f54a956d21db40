package dev.thaw.finetuning.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What scikit-learn and SciPy measure; made by {@code src/test/python/evaluation_fixtures.py}. */
final class ReferenceMetrics {
    static final JsonNode ALL = read();

    private ReferenceMetrics() {
    }

    static List<Prediction> predictions(JsonNode truth, JsonNode probabilities) {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < truth.size(); i++) {
            List<Float> row = new ArrayList<>();
            probabilities.get(i).forEach(probability -> row.add((float) probability.asDouble()));
            predictions.add(new Prediction("image " + i, truth.get(i).asInt(), row));
        }
        return predictions;
    }

    static List<String> labels(List<Prediction> predictions) {
        return IntStream.range(0, predictions.get(0).probabilities().size()).mapToObj(i -> "class " + i).toList();
    }

    private static JsonNode read() {
        try (InputStream in = ReferenceMetrics.class.getResourceAsStream("/evaluation/metrics.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
