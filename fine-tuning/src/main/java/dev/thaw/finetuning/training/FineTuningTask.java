package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.ParameterCounts;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.AugmentationPlan;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.InvalidPlanException;
import dev.thaw.finetuning.plan.StagePlan;

/**
 * What is to be trained: a plan put to a base model and a list of labels. The same base, plan, labels and start always give
 * the same task, the head's first weights included.
 *
 * @param network the backbone with the new head: raw RGB pixels 0..255 (height, width, 3) to probabilities (labels)
 * @param initialWeights the base's and a fresh head's, or those of the model that the run starts from
 * @param labels in the order of the network's outputs; where it has one output, that is the probability of the second of two
 * @param depths by layer: how many blocks below the head it lies, 0 for the head's
 */
public record FineTuningTask(Network network, Weights initialWeights, List<String> labels, FineTuningPlan plan,
        List<PreparedStage> stages, Map<String, Integer> depths) {

    public FineTuningTask {
        labels = List.copyOf(labels);
        stages = List.copyOf(stages);
        depths = Map.copyOf(depths);
    }

    /**
     * @throws IllegalArgumentException if there are fewer than two labels, or one twice
     * @throws InvalidPlanException if the plan asks for layers that the base does not have
     */
    public static FineTuningTask prepare(BaseModel base, FineTuningPlan plan, List<String> labels) {
        return prepare(base, plan, labels, null);
    }

    /**
     * @param start whose weights to begin with; null: the base's and a fresh head's
     * @throws IllegalArgumentException if there are fewer than two labels, or one twice, or the start is of another base or head
     * @throws InvalidPlanException if the plan asks for layers that the base does not have
     */
    public static FineTuningTask prepare(BaseModel base, FineTuningPlan plan, List<String> labels, StartingModel start) {
        if (labels.size() < 2 || new HashSet<>(labels).size() != labels.size()) {
            throw new IllegalArgumentException("a classifier needs at least two labels, each once, not " + labels);
        }
        Network backbone = base.backbone();
        Head head = new Head(plan.head(), labels.size());
        Network network = head.on(backbone);
        Weights fresh = base.weights().with(head.initialWeights(network, backbone, plan.seed()));
        List<PreparedStage> stages = new ArrayList<>();
        List<String> mistakes = new ArrayList<>(PlanCheck.mistakes(plan, network, labels));
        for (int i = 0; i < plan.stages().size(); i++) {
            try {
                stages.add(stage(i, plan.stages().get(i), backbone, network));
            } catch (InvalidPlanException e) {
                mistakes.addAll(e.mistakes());
            }
        }
        if (mistakes.isEmpty() && stages.stream().allMatch(PreparedStage::banked)) {
            mistakes.addAll(withoutEffectOnTheBank(plan.augmentation()));
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidPlanException(mistakes);
        }
        Weights initial = start == null ? fresh : start.begin(network, fresh, labels);
        return new FineTuningTask(network, initial, labels, plan, stages, LayerDepths.of(network, backbone));
    }

    /** Height, width, channels of the images. */
    public Shape imageShape() {
        return network.inputs().get(0).shape();
    }

    /** A plan must not ask for what would never be seen. */
    private static List<String> withoutEffectOnTheBank(AugmentationPlan plan) {
        List<String> mistakes = new ArrayList<>();
        if (plan.varies() && plan.variants() == 1) {
            mistakes.add("augmentation.variants: must be at least 2, because every stage trains on the feature bank and the first"
                    + " variant is the image itself; or say bank: false in a stage");
        }
        if (plan.mixes()) {
            mistakes.add(
                    "augmentation." + (plan.mixup() > 0 ? "mixup" : "cutmix") + ": mixes pixels, but every stage trains on the"
                            + " feature bank's activations; say bank: false in the stages that are to mix, or leave it out");
        }
        return mistakes;
    }

    private static PreparedStage stage(int index, StagePlan plan, Network backbone, Network network) {
        Set<String> thawed = new ThawedLayers(backbone).of(plan.thaw(), "stages[" + index + "].thaw");
        Set<String> trainable = new LinkedHashSet<>();
        for (Node node : network.nodes()) {
            if (thawed.contains(node.name()) || !backbone.contains(node.name())) {
                LayerWeights.of(network, node.name()).keySet().stream()
                        .filter(weight -> !LayerWeights.neverTrainable(weight))
                        .forEach(weight -> trainable.add(node.name() + "/" + weight));
            }
        }
        List<String> frontier = new Frontier(network, trainable, Head.random(network, backbone)).cut();
        // without the bank everything runs at each step, from the pixels on
        List<String> cut = plan.bank() ? frontier : network.inputs().stream().map(Layer.Input::name).toList();
        ParameterCounts counts = ParameterCounts.of(network, trainable);
        boolean banked = cut.stream().anyMatch(layer -> !(network.node(layer).layer() instanceof Layer.Input));
        return new PreparedStage(index, plan, trainable, cut, network.from(Set.copyOf(cut)), banked, counts.trainable(),
                counts.total());
    }
}
