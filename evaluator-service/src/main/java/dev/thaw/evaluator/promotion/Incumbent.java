package dev.thaw.evaluator.promotion;

import java.util.List;

/** The champion that a candidate has to beat, as far as the two can be compared. */
public sealed interface Incumbent {

    /** The champion's model version. */
    int version();

    /** It was scored on the candidate's test images. */
    record Scored(int version, TestScore score) implements Incumbent {
    }

    record OtherLabels(int version, List<String> labels) implements Incumbent {
        public OtherLabels {
            labels = List.copyOf(labels);
        }
    }

    /** Height and width in pixels. */
    record OtherImageSize(int version, int height, int width) implements Incumbent {
    }
}
