package dev.thaw.finetuning.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.network.ClassProbabilities;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.training.ComputedList;
import dev.thaw.finetuning.training.FeatureBank;
import dev.thaw.finetuning.training.FeatureExtraction;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.ImageSource;
import dev.thaw.finetuning.training.PreparedStage;
import dev.thaw.finetuning.training.StageInputs;
import dev.thaw.finetuning.training.TrainingImage;

/**
 * Scores checkpoints of a task. What is frozen comes from the feature bank; only what is above the stage's cut runs. One thread at
 * a time; holds native memory until it is closed.
 */
public final class CheckpointScorer implements AutoCloseable {
    private static final int BATCH = 32;

    private final Engine engine;
    private final FineTuningTask task;
    private final FeatureExtraction extraction;
    private final Map<Integer, InferenceProgram> programs = new LinkedHashMap<>();

    /**
     * @param images where pixels come from, by hash
     * @param bank where the activations of frozen layers are found, and put if they are missing
     */
    public CheckpointScorer(Engine engine, FineTuningTask task, ImageSource images, FeatureBank bank) {
        this.engine = engine;
        this.task = task;
        this.extraction = new FeatureExtraction(engine, task, images, bank);
    }

    /**
     * @param trained a checkpoint's weights
     * @param stageIndex the stage that it is of
     */
    public Scores score(Weights trained, int stageIndex, List<TrainingImage> images) {
        PreparedStage stage = task.stages().get(stageIndex);
        Weights weights = task.initialWeights().with(trained);
        StageInputs inputs = extraction.completeOnly(stage, weights,
                new ComputedList<>(images.size(), number -> ImageVariant.original(images.get(number).hash())), done -> {
                });
        InferenceProgram program = programOf(stage, weights);
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < images.size(); from += BATCH) {
            List<TrainingImage> batch = images.subList(from, Math.min(images.size(), from + BATCH));
            Tensor output = program.run(inputs.batch(batch.stream().map(image -> ImageVariant.original(image.hash())).toList()))
                    .get(task.network().output());
            for (int i = 0; i < batch.size(); i++) {
                TrainingImage image = batch.get(i);
                predictions.add(new Prediction(image.hash(), image.label(), ClassProbabilities.of(output, i)));
            }
        }
        return Scores.of(predictions, task.labels());
    }

    private InferenceProgram programOf(PreparedStage stage, Weights weights) {
        Network above = stage.above();
        Weights own = FeatureExtraction.weightsOf(above, weights);
        InferenceProgram known = programs.get(stage.index());
        if (known != null) {
            known.assign(own);
            return known;
        }
        InferenceProgram program = engine.inference(above, own, List.of(above.output()));
        programs.put(stage.index(), program);
        return program;
    }

    @Override
    public void close() {
        programs.values().forEach(InferenceProgram::close);
        programs.clear();
    }
}
