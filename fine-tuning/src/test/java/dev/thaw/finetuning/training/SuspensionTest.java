package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.LocalJudge;

/** A training that is told to leave every few batches, wherever it is, and goes on each time with nothing but its checkpoints. */
class SuspensionTest {
    private static final int LONGEST_LIFE = 9;

    @ParameterizedTest
    @ValueSource(strings = {"""
            batchSize: 8
            head: {dropout: 0.25}
            optimizer: {type: adam, clipNorm: 1}
            augmentation: {flip: horizontal, rotation: 0.05, variants: 3}
            regularization: {l2: 0.001, weightDecay: 0.01}
            stages:
              - {name: head, thaw: none, learningRate: 0.02, epochs: 3, patience: 1, schedule: {step: {every: 2, factor: 0.3}}}
              - {name: all, thaw: all, learningRate: 0.001, epochs: 2, schedule: cosine}
            """, """
            batchSize: 4
            optimizer: {type: adamw, accumulate: 2, average: 0.9, layerDecay: 0.7}
            augmentation: {flip: none}
            regularization: {activity: {l2: 0.001}}
            stages:
              - {name: head, thaw: none, learningRate: 0.02, epochs: 3, warmup: 1.5, schedule: {exponential: {factor: 0.8}}}
              - {name: top, thaw: {from: conv3}, learningRate: 0.01, epochs: 2}
            """,
            """
                    batchSize: 8
                    head: {spatialDropout: 0.1, hidden: [{units: 6, activation: tanh, dropout: 0.2}], dropout: 0.1, output: sigmoid}
                    optimizer: {type: sgd, momentum: 0.9, nesterov: true, clipGlobalNorm: 1, average: 0.8}
                    regularization: {l1: 0.001}
                    classWeights: {red: 2}
                    labelSmoothing: 0.1
                    stages:
                      - {name: head, thaw: none, learningRate: 0.05, epochs: 4, schedule: {plateau: {factor: 0.5, patience: 1, minDelta: 0.05}}}
                    """,
            """
                    batchSize: 4
                    optimizer: {type: rmsprop, momentum: 0.5, clipValue: 0.1, accumulate: 3}
                    augmentation: {flip: horizontal, rotation: 0.1, zoom: 0.2, crop: 0.7, brightness: 0.1, cutout: 0.3, mixup: 0.4, cutmix: 1, variants: 2}
                    stages:
                      - {name: head, thaw: none, learningRate: 0.02, epochs: 4, bank: false}
                    """})
    void ends_with_the_same_bytes_as_one_that_was_left_alone(String plan, @TempDir Path work, @TempDir Path other) {
        // given
        SampleRun straight = new SampleRun(plan, work, new MemoryCheckpoints());
        FineTuningResult expected = straight.run();
        // when
        MemoryCheckpoints kept = new MemoryCheckpoints();
        int lives = 0;
        Optional<FineTuningResult> result = Optional.empty();
        for (Random random = new Random(7); result.isEmpty(); lives++) {
            result = live(new SampleRun(plan, other, kept), random.nextInt(LONGEST_LIFE));
        }
        // then
        assertThat(lives).isGreaterThan(4);
        List<String> withinEpochs = kept.names().stream().filter(name -> kept.load(name).state().withinEpoch()).toList();
        assertThat(withinEpochs).hasSizeGreaterThan(2);
        assertThat(result.get().candidate()).isEqualTo(expected.candidate());
        assertThat(kept.names()).filteredOn(name -> !withinEpochs.contains(name)).isEqualTo(straight.checkpoints.names());
        for (String name : straight.checkpoints.names()) {
            for (String file : List.of(CheckpointFormat.WEIGHTS, CheckpointFormat.OPTIMIZER)) {
                assertThat(kept.files(name).get(file)).as(name + file).isEqualTo(straight.checkpoints.files(name).get(file));
            }
            assertThat(kept.load(name).state().trainingLoss()).isEqualTo(straight.checkpoints.load(name).state().trainingLoss());
            assertThat(kept.load(name).state().activities()).isEqualTo(straight.checkpoints.load(name).state().activities());
        }
    }

    /** @param orders how often it is told to go on before it is told to leave */
    private static Optional<FineTuningResult> live(SampleRun run, int orders) {
        List<String> names = run.checkpoints.names();
        try (CheckpointScorer scorer = new CheckpointScorer(SampleRun.ENGINE, run.task, run.source, run.bank)) {
            Judge judge = new Suspending(new LocalJudge(scorer, run.task, run.images), orders);
            FineTuner tuner = new FineTuner(SampleRun.ENGINE, run.task, run.images, run.source, run.bank, run.checkpoints, judge,
                    TrainingListener.SILENT);
            return Optional.of(names.isEmpty() ? tuner.run() : tuner.resume(names.get(names.size() - 1)));
        } catch (TrainingSuspendedException e) {
            return Optional.empty();
        }
    }

    private static final class Suspending implements Judge {
        private final Judge judge;
        private int left;

        private Suspending(Judge judge, int left) {
            this.judge = judge;
            this.left = left;
        }

        @Override
        public void submit(SavedCheckpoint saved) {
            judge.submit(saved);
        }

        @Override
        public Optional<StopOrder> order(int stageIndex) {
            return left-- > 0
                    ? judge.order(stageIndex)
                    : Optional.of(new StopOrder(StopOrder.Action.SUSPEND, "shutdown", "the process has to go"));
        }

        @Override
        public StageVerdict conclude(int stageIndex, int lastEpoch) {
            return judge.conclude(stageIndex, lastEpoch);
        }
    }
}
