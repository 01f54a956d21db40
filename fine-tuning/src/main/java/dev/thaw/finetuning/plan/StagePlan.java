package dev.thaw.finetuning.plan;

import java.util.List;

/**
 * One phase of a plan.
 *
 * @param name unique in the plan
 * @param thaw what of the backbone trains; the head always does
 * @param learningRate above 0, the highest of the stage
 * @param epochs at most so many, at least 1
 * @param patience the stage ends when so many epochs in a row were no better than the best, at least 1
 * @param schedule how the learning rate moves after the warm-up
 * @param warmup epochs, at least 0 and fewer than the stage's, over which the rate rises in equal steps to the learning rate
 * @param bank whether its frozen layers run once per variant, for the feature bank; if not, they run at each step, on images augmented
 *        anew in each epoch
 */
public record StagePlan(String name, Thaw thaw, double learningRate, int epochs, int patience, Schedule schedule,
        double warmup, boolean bank) {

    /**
     * The learning rate of a step.
     *
     * @param step of the stage, from 0
     * @param losses mean training loss of each epoch that is done
     */
    public double rate(long step, long stepsPerEpoch, List<Double> losses) {
        long rising = Math.round(warmup * stepsPerEpoch);
        if (step < rising) {
            return learningRate * (step + 1) / (rising + 1);
        }
        return learningRate
                * schedule.factor(new Schedule.Moment(step - rising, epochs * stepsPerEpoch - rising, stepsPerEpoch, losses));
    }
}
