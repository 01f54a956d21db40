package dev.thaw.finetuning.plan;

import java.util.List;

/** Which of the backbone's layers train in a stage; the head always does. Layers of models within the base count like its own. */
public sealed interface Thaw {

    /** Only the head trains. */
    record None() implements Thaw {
    }

    /** From the lowest of a share of the backbone's layers with kernels up; the share in (0, 1], rounded, at least one layer. */
    record Fraction(double fraction) implements Thaw {
    }

    /** The named layer and everything above it, as {@code model.layers[n:]} in Keras. */
    record From(String layer) implements Thaw {
    }

    /** From the lowest of the last layers with kernels up; at least 1. */
    record Last(int layers) implements Thaw {
    }

    /** The last blocks, at least 1; a block is what stands between two places that all data must pass, with a kernel in it. */
    record Blocks(int blocks) implements Thaw {
    }

    /** The layers whose names match one of the patterns, and no others: what lies above them may stay frozen. */
    record Layers(List<LayerPattern> patterns) implements Thaw {

        public Layers {
            patterns = List.copyOf(patterns);
        }
    }

    /** What the other says, without the layers whose names match one of the patterns. */
    record Except(Thaw of, List<LayerPattern> patterns) implements Thaw {

        public Except {
            patterns = List.copyOf(patterns);
        }
    }

    /** The whole backbone. */
    record All() implements Thaw {
    }
}
