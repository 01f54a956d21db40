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

    EpochMeter(TrainingListener listener, PreparedStage stage, int epoch, int steps) {
        this.listener = listener;
        this.stage = stage;
        this.epoch = epoch;
        this.steps = steps;
    }

    void add(int batch, double loss, Map<String, Double> activities) {
        step++;
        images += batch;
        lossSum += loss * batch;
        activities.forEach((term, value) -> activitySums.merge(term, value * batch, Double::sum));
        double seconds = watch.seconds();
        double stepsToGo = steps - step + (double) (stage.plan().epochs() - epoch) * steps;
        listener.progress(new TrainingListener.Progress(TrainingListener.Phase.TRAINING, stage.name(), stage.index(), epoch,
                stage.plan().epochs(), step, steps, images / seconds, meanLoss(), seconds / step * stepsToGo));
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
