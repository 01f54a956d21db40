package dev.thaw.evaluator.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.evaluator.judgement.EpochScore;
import dev.thaw.evaluator.judgement.StageScores;

/**
 * What the topics have told of one run, and of the arrivals of its data set that were rejected. The same events, however often,
 * make the same story.
 */
public final class RunStory {
    private final String dataset;
    private final String run;
    private final Map<Integer, StageScores> scores = new HashMap<>();
    private final Map<String, Double> trainingLosses = new HashMap<>();
    private final Map<Integer, TrainingSignal> stops = new HashMap<>();
    private final Map<String, ImageRejected> rejected = new HashMap<>();
    private TrainingRequested request;

    public RunStory(String dataset, String run) {
        this.dataset = dataset;
        this.run = run;
    }

    /** Takes in what belongs to the story; the rest changes nothing. */
    public void apply(Event event) {
        if (event instanceof TrainingRequested requested && requested.run().equals(run)) {
            request = requested;
        } else if (event instanceof CheckpointSaved saved && saved.run().equals(run)) {
            trainingLosses.put(saved.checkpoint(), saved.trainingLoss());
        } else if (event instanceof CheckpointEvaluated evaluated && evaluated.run().equals(run)) {
            EpochScore score = new EpochScore(evaluated.attempt(), evaluated.epoch(), evaluated.checkpoint(),
                    evaluated.metrics().loss(), evaluated.metrics().accuracy());
            scores.merge(evaluated.stageIndex(), StageScores.EMPTY.with(score), (history, first) -> history.with(score));
        } else if (event instanceof TrainingSignal signal && signal.run().equals(run)) {
            stops.put(signal.stageIndex(), signal);
        } else if (event instanceof ImageRejected rejection && rejection.dataset().equals(dataset)) {
            rejected.merge(rejection.arrival(), rejection,
                    (known, next) -> next.attempt() >= known.attempt() ? next : known);
        }
    }

    /** Empty if the request is not on its topic any more. */
    Optional<TrainingRequested> request() {
        return Optional.ofNullable(request);
    }

    /** The validation scores of a stage, over all attempts. */
    StageScores scores(int stageIndex) {
        return scores.getOrDefault(stageIndex, StageScores.EMPTY);
    }

    /** Of the epoch that ended with this checkpoint; null if it is not known or not finite. */
    Double trainingLoss(String checkpoint) {
        return trainingLosses.get(checkpoint);
    }

    /** Why a stage was told to stop, by this rule. */
    Optional<String> stopReason(int stageIndex, String rule) {
        // a person's signal may be for whatever stage the run is in
        return Optional.ofNullable(stops.getOrDefault(stageIndex, stops.get(-1))).filter(signal -> signal.rule().equals(rule))
                .map(TrainingSignal::reason);
    }

    /** By arrival, what was said of it last. */
    Map<String, ImageRejected> rejected() {
        return Map.copyOf(rejected);
    }
}
