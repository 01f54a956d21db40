package dev.thaw.evaluator.promotion;

import java.util.List;

import dev.thaw.finetuning.evaluation.Prediction;

/** The champion that a candidate has to beat, as far as the two can be compared. */
public sealed interface Incumbent {

    /** The champion's model version. */
    int version();

    /**
     * It was scored on the candidate's test images of the labels that it knows.
     *
     * @param labels that it knows, all of them the candidate's too
     * @param predictions in the order of the candidate's test images
     */
    record Scored(int version, List<String> labels, List<Prediction> predictions) implements Incumbent {
        public Scored {
            labels = List.copyOf(labels);
            predictions = List.copyOf(predictions);
        }
    }

    /** It knows a label that the candidate does not know. */
    record OtherLabels(int version, List<String> labels) implements Incumbent {
        public OtherLabels {
            labels = List.copyOf(labels);
        }
    }

    /** Height and width in pixels. */
    record OtherImageSize(int version, int height, int width) implements Incumbent {
    }
}
