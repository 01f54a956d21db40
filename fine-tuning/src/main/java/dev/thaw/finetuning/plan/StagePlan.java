package dev.thaw.finetuning.plan;

/**
 * One phase of a plan.
 *
 * @param name unique in the plan
 * @param thaw what of the backbone trains; the head always does
 * @param learningRate above 0, at the beginning of the stage
 * @param epochs at most so many, at least 1
 * @param patience the stage ends when so many epochs in a row were no better than the best, at least 1
 */
public record StagePlan(String name, Thaw thaw, double learningRate, int epochs, int patience, Schedule schedule) {

    /** How the learning rate moves over the stage's epochs. */
    public enum Schedule {
        CONSTANT {
            @Override
            public double rate(double learningRate, long step, long steps) {
                return learningRate;
            }
        },
        /** Half a cosine from the learning rate down to 0 (Loshchilov and Hutter, 2017, without restarts). */
        COSINE {
            @Override
            public double rate(double learningRate, long step, long steps) {
                return learningRate * 0.5 * (1 + Math.cos(Math.PI * step / steps));
            }
        };

        /**
         * @param step of the stage, from 0
         * @param steps the stage's number of steps if nothing stops it early
         */
        public abstract double rate(double learningRate, long step, long steps);
    }
}
