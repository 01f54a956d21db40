package dev.thaw.finetuning.engine;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

import dev.thaw.finetuning.network.DepthFirst;

/** The operations of a graph that some of its variables come out of, each after those that it takes something from. */
final class OperationOrder {

    private OperationOrder() {
    }

    static List<SameDiffOp> of(SameDiff graph, Collection<String> outputs) {
        return DepthFirst
                .from(producers(graph, outputs), operation -> producers(graph, graph.getOps().get(operation).getInputsToOp()))
                .finished().stream().map(graph.getOps()::get).toList();
    }

    /** The names of the operations that they come out of; some come out of none. */
    private static List<String> producers(SameDiff graph, Collection<String> variables) {
        return variables.stream().map(variable -> graph.getVariables().get(variable).getOutputOfOp()).filter(Objects::nonNull)
                .toList();
    }
}
