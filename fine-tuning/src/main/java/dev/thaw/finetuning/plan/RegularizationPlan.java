package dev.thaw.finetuning.plan;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Penalties on what trains. Weights keep the values they have when a penalty is added. Where several rules ask for the same penalty of
 * the same weight, their factors add up.
 */
public record RegularizationPlan(List<Rule> rules) {

    /** All kernels: what is decayed by default, biases and normalization being few and harmless. */
    public static final Set<Role> KERNELS = Collections
            .unmodifiableSet(EnumSet.of(Role.KERNEL, Role.DEPTHWISE_KERNEL, Role.POINTWISE_KERNEL));

    public RegularizationPlan {
        rules = List.copyOf(rules);
    }

    /**
     * Penalties for some layers.
     *
     * @param layers whose names match one of these
     * @param except but none of these
     * @param on the kinds of weights that l1, l2 and weightDecay apply to
     * @param l1 adds {@code l1 * sum(|w|)} to the loss
     * @param l2 adds {@code l2 * sum(w^2)} to the loss
     * @param weightDecay shrinks each weight by {@code weightDecay * learningRate * w} before each step (decoupled: Loshchilov and
     *        Hutter, 2019)
     * @param activityL1 adds {@code activityL1 * sum(|y|) / batch} for the outputs y of layers with a kernel
     * @param activityL2 adds {@code activityL2 * sum(y^2) / batch} for the outputs y of layers with a kernel
     */
    public record Rule(List<LayerPattern> layers, List<LayerPattern> except, Set<Role> on, double l1, double l2,
            double weightDecay,
            double activityL1, double activityL2) {

        public Rule {
            layers = List.copyOf(layers);
            except = List.copyOf(except);
            on = on.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(on));
        }

        public boolean matches(String layer) {
            return layers.stream().anyMatch(pattern -> pattern.matches(layer))
                    && except.stream().noneMatch(pattern -> pattern.matches(layer));
        }

        private boolean appliesTo(String weight) {
            int slash = weight.lastIndexOf('/');
            String role = weight.substring(slash + 1);
            return on.stream().anyMatch(own -> own.weightName().equals(role)) && matches(weight.substring(0, slash));
        }
    }

    /** The factor of the weight {@code layer/weight}. */
    public double l1(String weight) {
        return ofWeight(weight, Rule::l1);
    }

    /** The factor of the weight {@code layer/weight}. */
    public double l2(String weight) {
        return ofWeight(weight, Rule::l2);
    }

    /** The factor of the weight {@code layer/weight}. */
    public double weightDecay(String weight) {
        return ofWeight(weight, Rule::weightDecay);
    }

    /** The factor of a layer with a kernel. */
    public double activityL1(String layer) {
        return rules.stream().filter(rule -> rule.matches(layer)).mapToDouble(Rule::activityL1).sum();
    }

    /** The factor of a layer with a kernel. */
    public double activityL2(String layer) {
        return rules.stream().filter(rule -> rule.matches(layer)).mapToDouble(Rule::activityL2).sum();
    }

    private double ofWeight(String weight, ToDoubleFunction<Rule> factor) {
        return rules.stream().filter(rule -> rule.appliesTo(weight)).mapToDouble(factor).sum();
    }

    /** What a weight is in its layer, by its Keras name. */
    public enum Role {
        KERNEL,
        DEPTHWISE_KERNEL,
        POINTWISE_KERNEL,
        BIAS,
        GAMMA,
        BETA,
        ALPHA;

        public static final List<Role> ALL = List.of(values());

        public String weightName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
