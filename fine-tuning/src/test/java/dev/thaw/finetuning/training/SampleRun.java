package dev.thaw.finetuning.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.LocalJudge;
import dev.thaw.finetuning.plan.PlanReader;

/** A whole fine-tuning of the sample base on sample images, with everything real: engine, bank on disk, judge. */
public final class SampleRun {
    public static final Engine ENGINE = new SameDiffEngine();

    public final FineTuningTask task;
    public final List<TrainingImage> images = SampleImages.list(60);
    public final SampleImages source = new SampleImages();
    public final MemoryCheckpoints checkpoints;
    public final FeatureBank bank;

    public SampleRun(String plan, Path work, MemoryCheckpoints checkpoints) {
        this(plan, work, checkpoints, null);
    }

    /** @param start whose weights it begins with; null: the base's */
    public SampleRun(String plan, Path work, MemoryCheckpoints checkpoints, StartingModel start) {
        this.task = FineTuningTask.prepare(SampleBase.make(), PlanReader.read(plan), SampleImages.LABELS, start);
        this.checkpoints = checkpoints;
        this.bank = new FeatureBank(new DirectoryShardStore(work.resolve("store")), work.resolve("cache"));
    }

    public FineTuningResult run() {
        return run(null, Integer.MAX_VALUE, StopOrder.Action.CANCEL);
    }

    public FineTuningResult resume(String checkpoint) {
        return run(checkpoint, Integer.MAX_VALUE, StopOrder.Action.CANCEL);
    }

    /** @param action what a person orders for the first stage that has so many checkpoints */
    public FineTuningResult run(String resumed, int last, StopOrder.Action action) {
        try (CheckpointScorer scorer = new CheckpointScorer(ENGINE, task, source, bank)) {
            Judge judge = new Interrupting(new LocalJudge(scorer, task, images), last, action);
            FineTuner tuner = new FineTuner(ENGINE, task, images, source, bank, checkpoints, judge, TrainingListener.SILENT);
            return resumed == null ? tuner.run() : tuner.resume(resumed);
        }
    }

    private static final class Interrupting implements Judge {
        private final Judge judge;
        private final StopOrder.Action action;
        private int left;
        private int stopped = -1;

        private Interrupting(Judge judge, int last, StopOrder.Action action) {
            this.judge = judge;
            this.left = last;
            this.action = action;
        }

        @Override
        public void submit(SavedCheckpoint saved) {
            left--;
            stopped = left == 0 ? saved.state().stageIndex() : stopped;
            judge.submit(saved);
        }

        @Override
        public Optional<StopOrder> order(int stageIndex) {
            return stopped == stageIndex ? Optional.of(new StopOrder(action, "person", "enough")) : judge.order(stageIndex);
        }

        @Override
        public StageVerdict conclude(int stageIndex, int lastEpoch) {
            return judge.conclude(stageIndex, lastEpoch);
        }
    }
}
