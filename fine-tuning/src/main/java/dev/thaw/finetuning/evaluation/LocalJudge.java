package dev.thaw.finetuning.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.Judge;
import dev.thaw.finetuning.training.SavedCheckpoint;
import dev.thaw.finetuning.training.StageVerdict;
import dev.thaw.finetuning.training.StopOrder;
import dev.thaw.finetuning.training.TrainingImage;

/** Judges in the trainer's own process: each checkpoint is scored on the validation split as it is handed in. */
public final class LocalJudge implements Judge {
    private final EpochScorer scorer;
    private final FineTuningTask task;
    private final Map<Integer, StageHistory> stages = new HashMap<>();

    /** @param images of all splits; those to be tested on are not looked at */
    public LocalJudge(CheckpointScorer scorer, FineTuningTask task, List<TrainingImage> images) {
        this.scorer = new EpochScorer(scorer, task, images);
        this.task = task;
    }

    @Override
    public void submit(SavedCheckpoint saved) {
        history(saved.state().stageIndex())
                .add(scorer.score(saved.checkpoint()).entry(saved.state().epoch(), saved.name()));
    }

    @Override
    public Optional<StopOrder> order(int stageIndex) {
        return history(stageIndex).order();
    }

    @Override
    public StageVerdict conclude(int stageIndex, int lastEpoch) {
        return history(stageIndex).verdict();
    }

    /** The validation metrics of a stage so far. */
    public StageHistory history(int stageIndex) {
        return stages.computeIfAbsent(stageIndex, index -> new StageHistory(task.plan().earlyStopping(),
                task.plan().stages().get(index).patience()));
    }
}
