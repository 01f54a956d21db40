package dev.thaw.finetuning.plan;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Penalties on the weights that train. Weights keep the values they have when a penalty is added.
 *
 * @param l2 adds {@code l2 * sum(w^2)} to the loss
 * @param l1 adds {@code l1 * sum(|w|)} to the loss
 * @param weightDecay shrinks each weight by {@code weightDecay * learningRate * w} before each step (decoupled: Loshchilov and Hutter, 2019)
 * @param on the kinds of weights it applies to
 */
public record RegularizationPlan(double l2, double l1, double weightDecay, Set<Role> on) {

    /** All kernels: what is decayed by default, biases and normalization being few and harmless. */
    public static final Set<Role> KERNELS = Collections
            .unmodifiableSet(EnumSet.of(Role.KERNEL, Role.DEPTHWISE_KERNEL, Role.POINTWISE_KERNEL));

    public RegularizationPlan {
        on = on.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(on));
    }

    /** Whether the weight {@code layer/weight} is of a kind that this applies to. */
    public boolean appliesTo(String weight) {
        String last = weight.substring(weight.lastIndexOf('/') + 1);
        return on.stream().anyMatch(role -> role.weightName().equals(last));
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
