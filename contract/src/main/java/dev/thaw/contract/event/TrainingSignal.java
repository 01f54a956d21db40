package dev.thaw.contract.event;

import java.util.List;

/**
 * An order to a running trainer, which answers with {@link SignalAnswered}.
 *
 * @param attempt the attempt it is for; 0: any (a person's signal)
 * @param stageIndex the stage it is for; -1: any
 * @param action what to do
 * @param rule what decided: "patience", "overfitting", "not-finite", "target", "time-budget", "epoch-budget", "person"
 * @param reason for people
 * @param bestCheckpoint the prefix of the best checkpoint of the stage, or null
 * @param bestEpoch its epoch, 0 if none
 * @param history the metric by epoch that led to it
 * @param issuedBy "evaluator", or a person
 * @param number tells signals of the same run and rule apart
 */
public record TrainingSignal(String dataset, String run, int attempt, int stageIndex, Action action, String rule, String reason,
        String bestCheckpoint, int bestEpoch, List<EpochMetric> history, String issuedBy, int number) implements Event {

    /** STOP_STAGE: restore the best, go on with the next stage. STOP_RUN: restore the best, hand in the candidate. CANCEL: end without a candidate. */
    public enum Action {
        STOP_STAGE,
        STOP_RUN,
        CANCEL
    }

    /**
     * One point of the evidence, measured on the validation split; null where it is not finite.
     *
     * @param macroF1 mean F1 of the classes, or null
     * @param trainingLoss on a sample of the training images; null unless the plan limits the gap to the validation loss
     */
    public record EpochMetric(int epoch, Double loss, Double accuracy, Double macroF1, Double trainingLoss) {

        public EpochMetric(int epoch, Double loss, Double accuracy) {
            this(epoch, loss, accuracy, null, null);
        }
    }

    public TrainingSignal {
        if (dataset != null) {
            Check.name("dataset", dataset);
        }
        Check.name("run", run);
        Check.present("action", action);
        Check.present("rule", rule);
        if (bestCheckpoint != null) {
            Check.prefix("bestCheckpoint", bestCheckpoint, "runs/" + run + "/");
        }
        history = history == null ? List.of() : List.copyOf(history);
    }

    @Override
    public String id() {
        return run + "/" + attempt + "/" + stageIndex + "/" + rule + "/" + number;
    }

    @Override
    public String key() {
        return run;
    }
}
