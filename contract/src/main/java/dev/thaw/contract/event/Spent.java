package dev.thaw.contract.event;

/**
 * What a run has used up at the end of an epoch, over all attempts: what budgets are held against. Time that a killed attempt spent after
 * its last checkpoint is not in it, nor is waiting in a queue.
 *
 * @param stageSeconds of the present stage: its features, steps and waiting
 * @param runSeconds of all stages so far
 * @param runEpochs that counted in the stages before, plus the present stage's epoch
 */
public record Spent(double stageSeconds, double runSeconds, int runEpochs) {
}
