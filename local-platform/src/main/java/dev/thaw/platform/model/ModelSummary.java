package dev.thaw.platform.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.ParameterCounts;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.PenaltyTerms;
import dev.thaw.finetuning.training.PreparedStage;

/**
 * A base with a new head, and what each stage of a plan would train of it.
 *
 * @param totalParameters of the whole network
 */
public record ModelSummary(String base, String sha256, String preprocessing, long totalParameters, List<LayerRow> layers,
        List<StageRow> stages) {
    private static final float MIDDLE = 127.5f;

    /** One layer. @param shape without the batch @param trainable by stage, in their order: true if any of its weights train */
    public record LayerRow(String name, String type, List<Integer> shape, long parameters, List<Boolean> trainable) {
    }

    /**
     * One stage.
     *
     * @param cut where the frozen part ends
     * @param penalties by term, their values before training; those on activities for one even grey image; 0 for frozen layers
     */
    public record StageRow(String name, long trainableParameters, long nonTrainableParameters, long totalParameters,
            List<String> cut,
            List<String> trainableLayers, double learningRate, int epochs, Map<String, Double> penalties) {
    }

    public static ModelSummary of(String base, String sha256, String preprocessing, FineTuningTask task) {
        Network network = task.network();
        Map<String, Double> activities = PenaltyTerms.activities(new SameDiffEngine(), task, grey(task));
        List<Set<String>> trained = task.stages().stream().map(ModelSummary::layersOf).toList();
        List<LayerRow> layers = new ArrayList<>();
        for (Node node : network.nodes()) {
            layers.add(new LayerRow(node.name(), node.layer().getClass().getSimpleName(),
                    network.shapeOf(node.name()).dimensions(), ParameterCounts.ofLayer(network, node.name()).total(),
                    trained.stream().map(names -> names.contains(node.name())).toList()));
        }
        List<StageRow> stages = new ArrayList<>();
        for (int i = 0; i < task.stages().size(); i++) {
            PreparedStage stage = task.stages().get(i);
            stages.add(new StageRow(stage.name(), stage.trainableParameters(),
                    stage.totalParameters() - stage.trainableParameters(), stage.totalParameters(), stage.cut(),
                    List.copyOf(trained.get(i)), stage.plan().learningRate(), stage.plan().epochs(),
                    PenaltyTerms.of(task, stage, task.initialWeights(), activities)));
        }
        return new ModelSummary(base, sha256, preprocessing.toLowerCase(Locale.ROOT), ParameterCounts.of(network).total(),
                layers, stages);
    }

    private static Set<String> layersOf(PreparedStage stage) {
        Set<String> layers = new LinkedHashSet<>();
        stage.trainable().forEach(weight -> layers.add(weight.substring(0, weight.lastIndexOf('/'))));
        return layers;
    }

    private static Tensor grey(FineTuningTask task) {
        float[] pixels = new float[Math.toIntExact(task.imageShape().elements())];
        Arrays.fill(pixels, MIDDLE);
        return Tensor.of(pixels, 1, task.imageShape().get(0), task.imageShape().get(1), task.imageShape().channels());
    }
}
