package dev.thaw.finetuning.training;

/** The mean loss and the speed of an epoch as it goes, told to the listener after each step. */
final class EpochMeter {
    private final TrainingListener listener;
    private final PreparedStage stage;
    private final int epoch;
    private final int steps;
    private final Stopwatch watch = new Stopwatch();
    private int step;
    private long images;
    private double lossSum;

    EpochMeter(TrainingListener listener, PreparedStage stage, int epoch, int steps) {
        this.listener = listener;
        this.stage = stage;
        this.epoch = epoch;
        this.steps = steps;
    }

    void add(int batch, double loss) {
        step++;
        images += batch;
        lossSum += loss * batch;
        double seconds = watch.seconds();
        double stepsToGo = steps - step + (double) (stage.plan().epochs() - epoch) * steps;
        listener.progress(new TrainingListener.Progress(TrainingListener.Phase.TRAINING, stage.name(), stage.index(), epoch,
                stage.plan().epochs(), step, steps, images / seconds, meanLoss(), seconds / step * stepsToGo));
    }

    double meanLoss() {
        return images == 0 ? Double.NaN : lossSum / images;
    }
}
