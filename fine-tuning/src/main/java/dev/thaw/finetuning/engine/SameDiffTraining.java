package dev.thaw.finetuning.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** Forward, loss and gradients over a graph in which the trainable weights are variables and the frozen ones constants. */
final class SameDiffTraining implements TrainingProgram {
    private static final String TARGETS = "thaw/targets";
    private static final String SAMPLE_WEIGHTS = "thaw/sample_weights";

    private final Network network;
    private final List<String> trainable;
    private final WeightLeaves leaves;
    private final ArrayPool pool = new ArrayPool();
    private final Graph graph;
    private final Map<String, String> gradientOf = new LinkedHashMap<>();
    private final String lossVariable;
    private final String probabilities;
    private final Map<String, String> activities;
    private final Schedule schedule;
    private Schedule prediction;
    private String predicted;
    private Map<String, Tensor> latest;

    SameDiffTraining(Network network, Weights weights, Set<String> trainable, LossOptions options) {
        this.network = network;
        this.trainable = inNetworkOrder(network, weights, trainable);
        this.leaves = new WeightLeaves(weights, trainable);
        this.graph = new Graph(leaves, true);
        Set<String> kept = new HashSet<>(Set.of(network.output()));
        options.activities().forEach(penalty -> kept.add(penalty.layer()));
        NetworkGraph layers = new NetworkGraph(network, graph, kept);
        ActivityTerms terms = new ActivityTerms(graph.sameDiff(), network, layers, options.activities());
        this.activities = terms.variables();
        this.lossVariable = terms.addedTo(loss(layers.logits(), options)).name();
        this.probabilities = probabilities(graph, layers).name();
        GradientFunction.addTo(graph.sameDiff(), lossVariable);
        List<String> wanted = new ArrayList<>(List.of(lossVariable, probabilities));
        wanted.addAll(activities.values());
        for (String weight : this.trainable) {
            SDVariable gradient = graph.sameDiff().hasVariable(weight) ? graph.sameDiff().getVariable(weight).gradient() : null;
            if (gradient == null) {
                throw new IllegalArgumentException("weight " + weight + " cannot be trained: the output of network "
                        + network.name() + " does not depend on it");
            }
            gradientOf.put(weight, gradient.name());
            wanted.add(gradient.name());
        }
        this.schedule = new Schedule(graph.sameDiff(), leaves, pool, wanted);
    }

    private static List<String> inNetworkOrder(Network network, Weights weights, Set<String> trainable) {
        if (trainable.isEmpty()) {
            throw new IllegalArgumentException("a training program needs at least one trainable weight");
        }
        for (String weight : trainable) {
            String name = weight.substring(weight.lastIndexOf('/') + 1);
            if (Set.of("moving_mean", "moving_variance", "mean", "variance").contains(name)) {
                throw new IllegalArgumentException("weight " + weight + " is a statistic, which is never trained");
            }
            weights.get(weight);
        }
        List<String> layers = network.nodes().stream().map(node -> node.name()).toList();
        return weights.tensors().keySet().stream().filter(trainable::contains)
                .sorted(java.util.Comparator.comparingInt(weight -> layers.indexOf(weight.substring(0, weight.lastIndexOf('/')))))
                .toList();
    }

    /** Cross-entropy from the logits; the sample weights come divided by the batch, since SameDiff ignores later factors of a loss. */
    private SDVariable loss(SDVariable logits, LossOptions options) {
        SameDiff sd = graph.sameDiff();
        Shape out = network.outputShape();
        if (out.rank() != 1) {
            throw new IllegalArgumentException("a network to be trained ends in (classes), not in " + out + ": flatten it first");
        }
        SDVariable targets = graph.placeholder(TARGETS, out);
        if (out.channels() == 1) {
            SDVariable perImage = graph.placeholder(SAMPLE_WEIGHTS, Shape.of(1));
            return sd.loss.sigmoidCrossEntropy(targets, logits, perImage, LossReduce.SUM, options.labelSmoothing());
        }
        SDVariable perImage = sd.placeHolder(SAMPLE_WEIGHTS, DataType.FLOAT, -1);
        return sd.loss.softmaxCrossEntropy(targets, logits, perImage, LossReduce.SUM, options.labelSmoothing());
    }

    private SDVariable probabilities(Graph of, NetworkGraph layers) {
        if (layers.endsInProbabilities()) {
            return layers.output(network.output());
        }
        SameDiff sd = of.sameDiff();
        return network.outputShape().channels() == 1 ? sd.nn.sigmoid(layers.logits()) : sd.nn.softmax(layers.logits(), -1);
    }

    @Override
    public Gradients gradients(Map<String, Tensor> inputs, Tensor targets, float[] sampleWeights, long dropoutSeed) {
        Map<String, Tensor> fed = new LinkedHashMap<>(InputCheck.inOrder(network, inputs));
        int batch = fed.values().iterator().next().shape().get(0);
        fed.put(TARGETS, checkedTargets(targets, batch));
        fed.put(SAMPLE_WEIGHTS, perImage(sampleWeights, batch));
        graph.masks().forEach((placeholder, mask) -> fed.put(placeholder, mask.draw(dropoutSeed, batch)));
        Map<String, INDArray> results = schedule.run(fed);
        Map<String, Tensor> byWeight = new LinkedHashMap<>();
        gradientOf.forEach((weight, gradient) -> byWeight.put(weight,
                new Tensor(leaves.value(weight).shape(), NativeArrays.read(results.get(gradient)).data())));
        latest = byWeight;
        Map<String, Double> terms = new LinkedHashMap<>();
        activities.forEach((term, variable) -> terms.put(term, results.get(variable).getDouble(0)));
        return new Gradients(isFinite(byWeight) ? results.get(lossVariable).getDouble(0) : Double.NaN,
                NativeArrays.read(results.get(probabilities)), byWeight, terms);
    }

    /** ND4J's ReLU makes a number of a NaN, so that the loss alone does not show that training has diverged. */
    private boolean isFinite(Map<String, Tensor> gradients) {
        for (Map.Entry<String, Tensor> gradient : gradients.entrySet()) {
            float[] values = leaves.value(gradient.getKey()).data();
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(gradient.getValue().data()[i]) || !Float.isFinite(values[i])) {
                    return false;
                }
            }
        }
        return true;
    }

    private Tensor checkedTargets(Tensor targets, int batch) {
        if (!targets.shape().equals(Shape.of(batch, network.outputShape().channels()))) {
            throw new IllegalArgumentException("targets have the shape " + targets.shape() + ", not "
                    + Shape.of(batch, network.outputShape().channels()));
        }
        return targets;
    }

    private Tensor perImage(float[] sampleWeights, int batch) {
        if (sampleWeights.length != batch) {
            throw new IllegalArgumentException("a batch of " + batch + " images has " + sampleWeights.length + " sample weights");
        }
        float[] divided = new float[batch];
        for (int i = 0; i < batch; i++) {
            divided[i] = sampleWeights[i] / batch;
        }
        return new Tensor(network.outputShape().channels() == 1 ? Shape.of(batch, 1) : Shape.of(batch), divided);
    }

    @Override
    public Tensor predict(Map<String, Tensor> inputs) {
        if (prediction == null) {
            Graph forward = new Graph(leaves, false);
            predicted = probabilities(forward, new NetworkGraph(network, forward, Set.of(network.output()))).name();
            prediction = new Schedule(forward.sameDiff(), leaves, pool, List.of(predicted));
        }
        return NativeArrays.read(prediction.run(InputCheck.inOrder(network, inputs)).get(predicted));
    }

    @Override
    public void update(WeightUpdate update) {
        if (latest == null) {
            throw new IllegalStateException("there are no gradients to update from: call gradients first");
        }
        Map<String, Tensor> present = new LinkedHashMap<>();
        latest.keySet().forEach(weight -> present.put(weight, leaves.value(weight)));
        update.apply(present, latest);
        leaves.refresh(latest.keySet());
    }

    @Override
    public Weights trainableWeights() {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        trainable.forEach(weight -> copies.put(weight, leaves.value(weight).copy()));
        return new Weights(copies);
    }

    @Override
    public Set<String> movedFrozenWeights() {
        return leaves.movedFrozen();
    }

    @Override
    public void assign(Weights weights) {
        for (String name : weights.tensors().keySet()) {
            if (!trainable.contains(name)) {
                throw new IllegalArgumentException("weight " + name + " is frozen in this program and cannot be assigned");
            }
        }
        leaves.assign(weights);
    }

    @Override
    public void close() {
        leaves.close();
        pool.close();
    }
}
