package dev.thaw.finetuning.training;

/**
 * What a run has used up at a checkpoint, over all attempts; time lost with a killed attempt is not in it.
 *
 * @param stageSeconds of the checkpoint's stage, its features and waiting among them
 * @param runSeconds of all stages so far
 * @param runEpochs the epochs that counted in the stages before, plus the checkpoint's
 */
public record Spent(double stageSeconds, double runSeconds, int runEpochs) {

    /** What a checkpoint says. */
    public static Spent at(CheckpointState checkpoint) {
        double before = checkpoint.finished().stream().mapToDouble(StageOutcome::seconds).sum();
        int epochsBefore = checkpoint.finished().stream().mapToInt(StageOutcome::countedEpochs).sum();
        return new Spent(checkpoint.seconds(), before + checkpoint.seconds(), epochsBefore + checkpoint.epoch());
    }
}
