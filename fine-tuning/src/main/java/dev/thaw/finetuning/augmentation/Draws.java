package dev.thaw.finetuning.augmentation;

import dev.thaw.finetuning.plan.Factor;
import dev.thaw.finetuning.plan.Seeds;

/** The random numbers of one place, by name: none depends on which others are asked for. */
final class Draws {
    private final long seed;

    Draws(long seed, Object... place) {
        this.seed = Seeds.of(Seeds.of(seed, "augmentation"), place);
    }

    /** In [0, 1). */
    double unit(String name) {
        return Seeds.unit(Seeds.of(seed, name));
    }

    double of(String name, Factor factor) {
        return factor.at(unit(name));
    }

    /** Drawn evenly in the logarithm. */
    double ofLogarithm(String name, Factor factor) {
        if (factor.low() == factor.high()) {
            return factor.low();
        }
        return StrictMath.exp(new Factor(StrictMath.log(factor.low()), StrictMath.log(factor.high())).at(unit(name)));
    }

    /**
     * From the Beta distribution with both parameters {@code alpha}, by Joehnk's method (1964): in logarithms, because a small alpha makes
     * both powers vanish.
     */
    double beta(String name, double alpha) {
        for (int attempt = 0;; attempt++) {
            double one = StrictMath.log(1 - Seeds.unit(Seeds.of(seed, name, attempt, "one"))) / alpha;
            double other = StrictMath.log(1 - Seeds.unit(Seeds.of(seed, name, attempt, "other"))) / alpha;
            if (StrictMath.exp(one) + StrictMath.exp(other) <= 1) {
                double larger = Math.max(one, other);
                double a = StrictMath.exp(one - larger);
                double b = StrictMath.exp(other - larger);
                return a / (a + b);
            }
        }
    }
}
