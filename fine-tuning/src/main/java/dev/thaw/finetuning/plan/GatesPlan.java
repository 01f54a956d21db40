package dev.thaw.finetuning.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a candidate must be to become champion, all of it on the test split.
 *
 * @param margin in [0, 1). BETTER: by how much its accuracy must be above the champion's. NOT_WORSE: how far below it the lower
 *        end of the difference's interval may be
 * @param confidence of that interval, in (0, 1)
 * @param recall the floor of each label's recall, in [0, 1]
 * @param recallOf floors by label, which go before {@code recall}
 * @param newLabelRecall the floor of the recall of each label that the champion does not know, in [0, 1]
 * @param calibrationError the highest expected calibration error; 0: no limit
 * @param megabytes the largest exported model file, in millions of bytes; 0: no limit
 * @param milliseconds the longest median time for one image in ONNX Runtime; 0: no limit
 */
public record GatesPlan(Rule rule, double margin, double confidence, double recall, Map<String, Double> recallOf,
        double newLabelRecall, double calibrationError, double megabytes, double milliseconds) {

    /** BETTER: more accurate than the champion. NOT_WORSE: not less accurate, as far as the interval of the difference tells. */
    public enum Rule {
        BETTER,
        NOT_WORSE
    }

    public GatesPlan {
        recallOf = Collections.unmodifiableMap(new LinkedHashMap<>(recallOf));
    }

    /** The floor of a label's recall. */
    public double floorOf(String label) {
        return recallOf.getOrDefault(label, recall);
    }
}
