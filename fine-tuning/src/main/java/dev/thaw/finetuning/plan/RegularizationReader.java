package dev.thaw.finetuning.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.thaw.finetuning.plan.RegularizationPlan.Role;
import dev.thaw.finetuning.plan.RegularizationPlan.Rule;
import dev.thaw.yaml.Interval;
import dev.thaw.yaml.Section;

/** Reads a plan's penalties: one rule, or a list of them. */
final class RegularizationReader {
    /** Keras's default for AdamW. */
    private static final double ADAMW_DECAY = 0.004;
    private static final List<LayerPattern> EVERY_LAYER = List.of(new LayerPattern("*"));

    private boolean decayIsWritten;

    private RegularizationReader() {
    }

    static RegularizationPlan read(Section root, OptimizerPlan.Type optimizer) {
        RegularizationReader reader = new RegularizationReader();
        List<Rule> rules = new ArrayList<>(root.oneOrMore("regularization", reader::rule));
        if (optimizer == OptimizerPlan.Type.ADAMW && !reader.decayIsWritten) {
            rules.add(new Rule(EVERY_LAYER, List.of(), RegularizationPlan.KERNELS, 0, 0, ADAMW_DECAY, 0, 0));
        }
        return new RegularizationPlan(rules);
    }

    private Rule rule(Section section) {
        List<LayerPattern> layers = section.oneOrMoreTexts("layers", List.of("*")).stream().map(LayerPattern::new).toList();
        List<LayerPattern> except = section.oneOrMoreTexts("except", List.of()).stream().map(LayerPattern::new).toList();
        List<Role> on = section.list("on", List.copyOf(EnumSet.copyOf(RegularizationPlan.KERNELS)),
                element -> element.choice(Role.KERNEL, Role.class));
        decayIsWritten |= section.has("weightDecay");
        Section activity = section.section("activity");
        Rule rule = new Rule(layers, except, on.isEmpty() ? Set.of() : EnumSet.copyOf(on),
                section.number("l1", 0, Interval.NOT_NEGATIVE),
                section.number("l2", 0, Interval.NOT_NEGATIVE),
                section.number("weightDecay", 0, Interval.NOT_NEGATIVE),
                activity.number("l1", 0, Interval.NOT_NEGATIVE),
                activity.number("l2", 0, Interval.NOT_NEGATIVE));
        activity.finish();
        section.finish();
        return rule;
    }
}
