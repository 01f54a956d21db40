package dev.thaw.finetuning.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.nd4j.linalg.api.ndarray.INDArray;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** A forward pass over a graph of constants. */
final class SameDiffInference implements InferenceProgram {
    private final Network network;
    private final WeightLeaves leaves;
    private final ArrayPool pool = new ArrayPool();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Schedule schedule;

    SameDiffInference(Network network, Weights weights, List<String> outputs) {
        this.network = network;
        this.leaves = new WeightLeaves(weights, Set.of());
        Graph graph = new Graph(leaves, false);
        NetworkGraph layers = new NetworkGraph(network, graph, new LinkedHashSet<>(outputs));
        outputs.forEach(output -> variables.put(network.node(output).name(), layers.output(output).name()));
        this.schedule = new Schedule(graph.sameDiff(), leaves, pool, variables.values());
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, INDArray> results = schedule.run(InputCheck.inOrder(network, inputs));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        variables.forEach((layer, variable) -> tensors.put(layer, NativeArrays.read(results.get(variable))));
        return tensors;
    }

    @Override
    public void assign(Weights weights) {
        leaves.assign(weights);
    }

    @Override
    public void close() {
        leaves.close();
        pool.close();
    }
}
