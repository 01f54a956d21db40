package dev.thaw.finetuning.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.FineTuningResult;
import dev.thaw.finetuning.training.MemoryCheckpoints;
import dev.thaw.finetuning.training.SampleRun;

class PredictorTest {
    private static final String PLAN = """
            stages:
              - {name: head, thaw: none, learningRate: 0.02, epochs: 2}
              - {name: top, thaw: {from: conv2}, learningRate: 0.005, epochs: 1}
            """;

    @TempDir
    Path work;

    @Test
    void what_is_exported_is_what_was_measured() throws IOException {
        // given
        SampleRun run = new SampleRun(PLAN, work, new MemoryCheckpoints());
        FineTuningResult result = run.run();
        Checkpoint candidate = run.checkpoints.load(result.candidate());
        TrainedModel.of(run.task, candidate.weights()).write(work);
        // when
        TrainedModel read = TrainedModel.read(work.resolve(TrainedModel.MODEL));
        // then
        assertThat(read.labels()).isEqualTo(run.task.labels());
        try (CheckpointScorer scorer = new CheckpointScorer(SampleRun.ENGINE, run.task, run.source, run.bank);
                Predictor predictor = new Predictor(SampleRun.ENGINE, read)) {
            List<Prediction> measured = scorer.score(candidate.weights(), candidate.state().stageIndex(), run.images)
                    .predictions();
            assertThat(measured).hasSize(60)
                    .allSatisfy(prediction -> assertThat(predictor.probabilities(run.source.pixels(prediction.image())))
                            .usingElementComparator((a, b) -> Math.abs(a - b) <= 1e-5f ? 0 : Float.compare(a, b))
                            .isEqualTo(prediction.probabilities()));
            assertThat(predictor.probabilities(measured.stream().map(each -> run.source.pixels(each.image())).toList()))
                    .usingRecursiveComparison().withEqualsForType((a, b) -> Math.abs(a - b) <= 1e-5f, Float.class)
                    .isEqualTo(measured.stream().map(Prediction::probabilities).toList());
        }
    }

    @Test
    void refuses_pixels_of_another_size() throws IOException {
        SampleRun run = new SampleRun(PLAN, work, new MemoryCheckpoints());

        try (Predictor predictor = new Predictor(SampleRun.ENGINE, TrainedModel.of(run.task, run.task.initialWeights()))) {
            assertThatThrownBy(() -> predictor.probabilities(new byte[12]))
                    .hasMessageContaining("12 x 12 RGB pixels, 432 bytes, not 12");
        }
    }

    @Test
    void labels_that_do_not_fit_are_refused() throws IOException {
        SampleRun run = new SampleRun(PLAN, work, new MemoryCheckpoints());
        TrainedModel.of(run.task, run.task.initialWeights()).write(work);
        Files.write(work.resolve(TrainedModel.LABELS), List.of("a", "b", "c"));

        assertThatThrownBy(() -> TrainedModel.read(work.resolve(TrainedModel.MODEL))).hasMessageContaining("has 3 labels")
                .hasMessageContaining("2 outputs");
    }
}
