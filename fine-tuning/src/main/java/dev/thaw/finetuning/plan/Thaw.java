package dev.thaw.finetuning.plan;

/** What of the backbone trains in a stage, counted from the top. Everything above the lowest thawed layer is thawed too. */
public sealed interface Thaw {

    /** Only the head trains. */
    record None() implements Thaw {
    }

    /** A share of the backbone's layers with kernels, in (0, 1], rounded, at least one. */
    record Fraction(double fraction) implements Thaw {
    }

    /** The named layer and everything above it. */
    record From(String layer) implements Thaw {
    }

    /** The last layers with kernels, at least 1. */
    record Last(int layers) implements Thaw {
    }

    /** The whole backbone. */
    record All() implements Thaw {
    }
}
