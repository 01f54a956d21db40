package dev.thaw.finetuning.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds the gradients of a loss to its graph, operation by operation from the loss down to the variables. ND4J's own way copies the
 * graph through its file format first, for which it reads the descriptions of all its operations as text: most of the time that
 * loading the library took, and as much again for the JIT.
 */
final class GradientFunction {
    private final SameDiff graph;
    private final List<SameDiffOp> inOrder;

    private GradientFunction(SameDiff graph, String loss) {
        this.graph = graph;
        this.inOrder = OperationOrder.of(graph, List.of(loss));
    }

    /** Afterwards {@link SDVariable#gradient()} of each variable that the loss depends on is there. */
    static void addTo(SameDiff graph, String loss) {
        GradientFunction function = new GradientFunction(graph, loss);
        Set<String> moving = function.moving();
        graph.setGradientForVariableName(loss, graph.constant("one", Nd4j.scalar(1f)));
        for (int i = function.inOrder.size() - 1; i >= 0; i--) {
            SameDiffOp operation = function.inOrder.get(i);
            if (operation.getInputsToOp().stream().anyMatch(moving::contains)) {
                operation.getOp().diff(operation.getOutputsOfOp().stream().map(function::gradient).toList());
            }
        }
    }

    /** What moves when a trainable variable does. */
    private Set<String> moving() {
        Set<String> moving = new HashSet<>();
        for (SameDiffOp operation : inOrder) {
            boolean moved = false;
            for (String input : operation.getInputsToOp()) {
                SDVariable variable = graph.getVariable(input);
                if (variable.getVariableType() == VariableType.VARIABLE && variable.dataType().isFPType()) {
                    moving.add(input);
                }
                moved |= moving.contains(input);
            }
            if (moved) {
                operation.getOutputsOfOp().stream().filter(output -> graph.getVariable(output).dataType().isFPType())
                        .forEach(moving::add);
            }
        }
        return moving;
    }

    /** Of an output that the loss does not depend on: zeros. */
    private SDVariable gradient(String output) {
        SDVariable variable = graph.getVariable(output);
        return variable.hasGradient() ? variable.gradient() : graph.zerosLike(variable);
    }
}
