package dev.thaw.finetuning.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much the images of each class count in the training loss. */
public sealed interface ClassWeights {

    /** Every image counts 1. */
    record None() implements ClassWeights {
    }

    /** The rarer a class, the more its images count: class c weighs images / (classes * images of c). */
    record Balanced() implements ClassWeights {
    }

    /** By label, each above 0; labels that are not named weigh 1. */
    record Given(Map<String, Double> byLabel) implements ClassWeights {
        public Given {
            byLabel = Collections.unmodifiableMap(new LinkedHashMap<>(byLabel));
        }
    }
}
