package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.Map;

/** The mean loss, the mean penalties on activities and the speed of an epoch as it goes, told to the listener after each step. */
final class EpochMeter {
    private final TrainingListener listener;
    private final PreparedStage stage;
    private final int epoch;
    private final int steps;
    private final Stopwatch watch = new Stopwatch();
    private int step;
    private long images;
    private double lossSum;
    private final Map<String, Double> activitySums = new LinkedHashMap<>();
    private final int stepsBefore;
    private final long imagesBefore;

    /** @param soFar what an earlier process has done of the epoch; null if nothing */
    EpochMeter(TrainingListener listener, PreparedStage stage, int epoch, int steps, EpochSoFar soFar) {
        this.listener = listener;
        this.stage = stage;
        this.epoch = epoch;
        this.steps = steps;
        if (soFar != null) {
            step = soFar.step();
            images = soFar.images();
            lossSum = soFar.lossSum();
            activitySums.putAll(soFar.activitySums());
        }
        stepsBefore = step;
        imagesBefore = images;
    }

    void add(int batch, double loss, Map<String, Double> activities) {
        step++;
        images += batch;
        lossSum += loss * batch;
        activities.forEach((term, value) -> activitySums.merge(term, value * batch, Double::sum));
        double seconds = watch.seconds();
        double stepsToGo = steps - step + (double) (stage.plan().epochs() - epoch) * steps;
        listener.progress(new TrainingListener.Progress(TrainingListener.Phase.TRAINING, stage.name(), stage.index(), epoch,
                stage.plan().epochs(), step, steps, (images - imagesBefore) / seconds, meanLoss(),
                seconds / (step - stepsBefore) * stepsToGo));
    }

    /** Null before the first step. */
    EpochSoFar soFar() {
        return step == 0 ? null : new EpochSoFar(step, images, lossSum, activitySums);
    }

    int step() {
        return step;
    }

    double meanLoss() {
        return images == 0 ? Double.NaN : lossSum / images;
    }

    Map<String, Double> meanActivities() {
        Map<String, Double> means = new LinkedHashMap<>();
        activitySums.forEach((term, sum) -> means.put(term, sum / images));
        return means;
    }
}
