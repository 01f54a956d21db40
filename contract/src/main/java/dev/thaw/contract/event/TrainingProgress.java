package dev.thaw.contract.event;

import java.util.List;

/**
 * Where a run is; at least every 5 seconds while it works.
 *
 * @param attempt counts the run's restarts, from 1
 * @param sequence rises with each progress event of the attempt, from 1
 * @param phase what is being done
 * @param stage the stage's name; null before the first
 * @param stageIndex from 0; -1 before the first
 * @param epoch from 1; 0 before the first
 * @param epochs the stage's limit
 * @param step steps or images done of the epoch or phase
 * @param steps of how many
 * @param imagesPerSecond of the present epoch or phase
 * @param loss mean training loss of the epoch so far with penalties; null if there is none
 * @param etaSeconds seconds to the end of the stage's last epoch if nothing stops it; null if unknown
 * @param message for people, or null: something noteworthy, such as "the evaluator is silent, going on by the trainer's own validation"
 * @param stages the names of the plan's stages, in order
 */
public record TrainingProgress(String dataset, String run, int attempt, long sequence, Phase phase, String stage,
        int stageIndex, int epoch, int epochs, int step, int steps, double imagesPerSecond, Double loss, Double etaSeconds,
        String message, List<String> stages) implements Event {

    /** What a trainer does. */
    public enum Phase {
        FETCHING,
        FEATURES,
        TRAINING,
        WAITING_FOR_EVALUATION,
        EXPORTING
    }

    public TrainingProgress {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.atLeast("attempt", attempt, 1);
        Check.present("phase", phase);
        stages = stages == null ? List.of() : List.copyOf(stages);
    }

    @Override
    public String id() {
        return run + "/" + attempt + "/progress/" + sequence;
    }

    @Override
    public String key() {
        return run;
    }
}
