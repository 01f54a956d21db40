package dev.thaw.finetuning.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.thaw.finetuning.plan.ValidationScore;

/**
 * What a network scores on a list of images.
 *
 * @param loss mean cross-entropy (natural logarithm, probabilities kept within [1e-7, 1 - 1e-7] as Keras does); NaN if a
 *        probability is not a number, or there are no images
 * @param accuracy the share of images whose most probable class is the true one; NaN if there are none
 * @param perClass in the order of the labels
 * @param confusion rows are the true classes, columns the predicted ones
 */
public record Scores(double loss, double accuracy, List<ClassScores> perClass, List<List<Long>> confusion,
        List<Prediction> predictions) {

    public Scores {
        perClass = List.copyOf(perClass);
        confusion = confusion.stream().map(List::copyOf).toList();
        predictions = List.copyOf(predictions);
    }

    /** @param labels by index, those that the predictions mean */
    public static Scores of(List<Prediction> predictions, List<String> labels) {
        long[][] counts = new long[labels.size()][labels.size()];
        double loss = 0;
        long right = 0;
        for (Prediction prediction : predictions) {
            counts[prediction.label()][prediction.predicted()]++;
            right += prediction.right() ? 1 : 0;
            loss += prediction.loss();
        }
        List<ClassScores> perClass = new ArrayList<>();
        List<List<Long>> confusion = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            perClass.add(classScores(labels.get(label), label, counts));
            confusion.add(Arrays.stream(counts[label]).boxed().toList());
        }
        double images = predictions.size();
        return new Scores(loss / images, right / images, perClass, confusion, predictions);
    }

    /** The mean F1 of the classes that have one: those with images or predictions. NaN if none has. */
    public double macroF1() {
        return perClass.stream().mapToDouble(ClassScores::f1).filter(f1 -> !Double.isNaN(f1)).average().orElse(Double.NaN);
    }

    /** As plans judge by it. */
    public ValidationScore score() {
        return new ValidationScore(loss, accuracy, macroF1());
    }

    private static ClassScores classScores(String name, int label, long[][] counts) {
        double images = 0;
        double predicted = 0;
        for (int other = 0; other < counts.length; other++) {
            images += counts[label][other];
            predicted += counts[other][label];
        }
        double hits = counts[label][label];
        double recall = hits / images;
        return new ClassScores(name, (long) images, recall, hits / predicted, recall, 2 * hits / (images + predicted));
    }
}
