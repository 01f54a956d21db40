package dev.thaw.platform.model;

import java.io.IOException;
import java.util.Optional;

import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.LocalJudge;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.training.DirectoryShardStore;
import dev.thaw.finetuning.training.FeatureBank;
import dev.thaw.finetuning.training.FineTuner;
import dev.thaw.finetuning.training.FineTuningResult;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.Judge;
import dev.thaw.finetuning.training.LearningRateCurve;
import dev.thaw.finetuning.training.LearningRateFinder;
import dev.thaw.finetuning.training.PreparedStage;
import dev.thaw.finetuning.training.SavedCheckpoint;
import dev.thaw.finetuning.training.StageVerdict;
import dev.thaw.finetuning.training.StopOrder;
import dev.thaw.finetuning.training.TrainingListener;
import dev.thaw.finetuning.training.TransientCheckpoints;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.ProgressBar;

/** A learning-rate range test on this machine: the stages before the one that is tested are trained first. */
public final class LearningRateSearch {
    private final FineTuningTask task;
    private final LocalImages images;
    private final Console console;
    private final Engine engine = new SameDiffEngine();

    public LearningRateSearch(FineTuningTask task, LocalImages images, Console console) {
        this.task = task;
        this.images = images;
        this.console = console;
    }

    public LearningRateCurve find(PreparedStage stage) throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.create("thaw-lr-find")) {
            FeatureBank bank = new FeatureBank(new DirectoryShardStore(scratch.path().resolve("store")),
                    scratch.path().resolve("cache"));
            Weights trained = stage.index() == 0 ? Weights.empty() : trainBefore(stage, bank);
            LearningRateFinder finder = new LearningRateFinder(engine, task, images.images(), images, bank);
            ProgressBar features = new ProgressBar(console, "running frozen layers", finder.variants(stage).size());
            ProgressBar steps = new ProgressBar(console, "raising the rate", LearningRateFinder.STEPS);
            LearningRateCurve curve = finder.find(stage, trained, features::at, steps::at);
            steps.done(curve.points().size() + " steps");
            return curve;
        }
    }

    private Weights trainBefore(PreparedStage stage, FeatureBank bank) {
        TransientCheckpoints checkpoints = new TransientCheckpoints();
        try (CheckpointScorer scorer = new CheckpointScorer(engine, task, images, bank)) {
            Judge judge = new Until(stage.index() - 1, new LocalJudge(scorer, task, images.images()));
            FineTuningResult result = new FineTuner(engine, task, images.images(), images, bank, checkpoints, judge,
                    new TrainingListener() {
                        @Override
                        public void stageBegun(PreparedStage begun) {
                            console.line("training stage " + begun.name() + ", which comes before " + stage.name());
                        }
                    }).run();
            return checkpoints.load(result.candidate()).weights();
        }
    }

    /** Ends the run when a stage is done. */
    private static final class Until implements Judge {
        private final int lastStage;
        private final Judge judge;
        private boolean done;

        private Until(int lastStage, Judge judge) {
            this.lastStage = lastStage;
            this.judge = judge;
        }

        @Override
        public void submit(SavedCheckpoint saved) {
            judge.submit(saved);
        }

        @Override
        public Optional<StopOrder> order(int stageIndex) {
            return done
                    ? Optional.of(new StopOrder(StopOrder.Action.STOP_RUN, "done", "the stages before are trained"))
                    : judge.order(stageIndex);
        }

        @Override
        public StageVerdict conclude(int stageIndex, int lastEpoch) {
            StageVerdict verdict = judge.conclude(stageIndex, lastEpoch);
            done = stageIndex == lastStage;
            return verdict;
        }
    }
}
