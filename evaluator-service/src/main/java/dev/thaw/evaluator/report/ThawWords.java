package dev.thaw.evaluator.report;

import java.util.List;
import java.util.stream.Collectors;

import dev.thaw.finetuning.plan.LayerPattern;
import dev.thaw.finetuning.plan.Thaw;

/** Says what of a backbone trains, as a person would. */
final class ThawWords {

    private ThawWords() {
    }

    static String of(Thaw thaw) {
        if (thaw instanceof Thaw.None) {
            return "only the head trains";
        }
        if (thaw instanceof Thaw.All) {
            return "the whole network trains";
        }
        return "the head trains and " + part(thaw);
    }

    private static String part(Thaw thaw) {
        if (thaw instanceof Thaw.None) {
            return "nothing else";
        }
        if (thaw instanceof Thaw.All) {
            return "the whole backbone";
        }
        if (thaw instanceof Thaw.From from) {
            return "everything from " + from.layer() + " up";
        }
        if (thaw instanceof Thaw.Last last) {
            return "the last " + last.layers() + " layers with kernels";
        }
        if (thaw instanceof Thaw.Blocks blocks) {
            return "the last " + blocks.blocks() + " blocks";
        }
        if (thaw instanceof Thaw.Fraction fraction) {
            return "the upper " + Math.round(100 * fraction.fraction()) + " % of the layers with kernels";
        }
        if (thaw instanceof Thaw.Layers layers) {
            return "the layers " + names(layers.patterns());
        }
        if (thaw instanceof Thaw.Except except) {
            return part(except.of()) + " without " + names(except.patterns());
        }
        throw new IllegalStateException("a way to thaw that has no words: " + thaw);
    }

    private static String names(List<LayerPattern> patterns) {
        return patterns.stream().map(LayerPattern::text).collect(Collectors.joining(", "));
    }
}
