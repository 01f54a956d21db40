package dev.thaw.finetuning.plan;

import java.util.List;

/** How the learning rate moves within a stage: a pure function of the moment. */
public sealed interface Schedule {

    /** By how much the stage's learning rate is multiplied, in [0, 1]. */
    double factor(Moment moment);

    /**
     * Where a stage is, counted from the end of its warm-up.
     *
     * @param step from 0
     * @param steps of the stage if nothing stops it early
     * @param stepsPerEpoch at least 1
     * @param losses mean training loss of each epoch that is done, those of the warm-up among them
     */
    record Moment(long step, long steps, long stepsPerEpoch, List<Double> losses) {

        public Moment {
            losses = List.copyOf(losses);
        }
    }

    record Constant() implements Schedule {
        @Override
        public double factor(Moment moment) {
            return 1;
        }
    }

    /** Half a cosine from the learning rate down to 0 (Loshchilov and Hutter, 2017, without restarts). */
    record Cosine() implements Schedule {
        @Override
        public double factor(Moment moment) {
            return 0.5 * (1 + Math.cos(Math.PI * moment.step() / moment.steps()));
        }
    }

    /** Multiplied by {@code factor} once in {@code every} epochs. */
    record Step(int every, double factor) implements Schedule {
        @Override
        public double factor(Moment moment) {
            return Math.pow(factor, Math.floorDiv(moment.step(), moment.stepsPerEpoch() * every));
        }
    }

    /** Multiplied by {@code factor} over each epoch, a little at each step. */
    record Exponential(double factor) implements Schedule {
        @Override
        public double factor(Moment moment) {
            return Math.pow(factor, (double) moment.step() / moment.stepsPerEpoch());
        }
    }

    /**
     * Multiplied by {@code factor} whenever the training loss has not improved by more than {@code minDelta} for {@code patience} epochs, as
     * Keras's ReduceLROnPlateau. It looks at the training loss, which is in every checkpoint, so that it needs no judge's answer
     * and a resumed run reduces at the same places.
     */
    record Plateau(double factor, int patience, double minDelta) implements Schedule {
        @Override
        public double factor(Moment moment) {
            double best = Double.POSITIVE_INFINITY;
            int waited = 0;
            double rate = 1;
            for (double loss : moment.losses()) {
                boolean better = loss < best - minDelta;
                best = better ? loss : best;
                waited = better ? 0 : waited + 1;
                if (waited >= patience) {
                    rate *= factor;
                    waited = 0;
                }
            }
            return rate;
        }
    }
}
