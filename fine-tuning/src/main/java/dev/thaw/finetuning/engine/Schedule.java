package dev.thaw.finetuning.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

import dev.thaw.finetuning.network.Tensor;

/**
 * Runs the operations of a SameDiff graph that the wanted outputs need, in order. SameDiff's own session decides anew at
 * every step what to run and where results go, and remembers every array it ever freed; a schedule decides once per size
 * of batch and plays the result back.
 */
final class Schedule {
    private final SameDiff graph;
    private final WeightLeaves leaves;
    private final ArrayPool pool;
    private final List<String> outputs;
    private final List<SameDiffOp> operations;
    private final Map<String, Integer> lastReader = new HashMap<>();
    private final Map<List<Integer>, ExecutionTape> tapes = new LinkedHashMap<>();

    /** @param pool may be shared by schedules that never run at the same time */
    Schedule(SameDiff graph, WeightLeaves leaves, ArrayPool pool, Collection<String> outputs) {
        this.graph = graph;
        this.leaves = leaves;
        this.pool = pool;
        this.outputs = List.copyOf(new LinkedHashSet<>(outputs));
        this.operations = OperationOrder.of(graph, this.outputs);
        for (int i = 0; i < operations.size(); i++) {
            for (String input : operations.get(i).getInputsToOp()) {
                lastReader.put(input, i);
            }
        }
        this.outputs.forEach(output -> lastReader.put(output, Integer.MAX_VALUE));
    }

    /** @return by output, an array that is valid until the next run of any schedule with the same pool */
    Map<String, INDArray> run(Map<String, Tensor> inputs) {
        List<Integer> key = new ArrayList<>();
        inputs.values().forEach(input -> key.addAll(input.shape().dimensions()));
        ExecutionTape tape = tapes.get(key);
        if (tape == null) {
            tape = record(inputs);
            tapes.put(key, tape);
        } else {
            tape.placeholders().forEach((name, array) -> NativeArrays.write(inputs.get(name).data(), array));
            tape.play();
        }
        return tape.outputs();
    }

    /** Runs the operations for the first time with this size of batch and keeps what was bound to what. */
    private ExecutionTape record(Map<String, Tensor> inputs) {
        pool.reset();
        Map<String, INDArray> arrays = new HashMap<>();
        Map<String, INDArray> placeholders = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> {
            INDArray array = pool.take(DataType.FLOAT, NativeArrays.dimensions(tensor.shape()));
            NativeArrays.write(tensor.data(), array);
            placeholders.put(name, array);
        });
        arrays.putAll(placeholders);
        List<ExecutionTape.Step> steps = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            ExecutionTape.Step step = bind(operations.get(i), arrays);
            step.execute();
            steps.add(step);
            releaseAfter(i, arrays, placeholders);
        }
        Map<String, INDArray> results = new LinkedHashMap<>();
        outputs.forEach(output -> results.put(output, array(output, arrays)));
        return new ExecutionTape(placeholders, steps, results);
    }

    private ExecutionTape.Step bind(SameDiffOp operation, Map<String, INDArray> arrays) {
        DifferentialFunction function = operation.getOp();
        INDArray[] arguments = operation.getInputsToOp().stream().map(input -> array(input, arrays)).toArray(INDArray[]::new);
        OpContext context = Nd4j.getExecutioner().buildContext();
        List<LongShapeDescriptor> shapes;
        if (function instanceof DynamicCustomOp custom) {
            context.setArgs(arguments, custom.iArgs(), custom.dArgs(), custom.tArgs(), custom.bArgs());
            shapes = custom.calculateOutputShape(context);
        } else if (function instanceof BaseOp legacy) {
            for (int i = 0; i < arguments.length; i++) {
                context.setInputArray(i, arguments[i]);
            }
            shapes = legacy.calculateOutputShape(context);
        } else {
            throw new IllegalStateException("the graph has an operation that the engine cannot schedule: "
                    + function.getClass().getName());
        }
        List<String> names = operation.getOutputsOfOp();
        for (int i = 0; i < names.size(); i++) {
            SDVariable variable = graph.getVariable(names.get(i));
            INDArray array = pool.take(variable.dataType(), shapes.get(i).getShape());
            context.setOutputArray(i, array);
            arrays.put(names.get(i), array);
        }
        GradientCall call = new GradientCall(function, context, names.stream().map(lastReader::containsKey).toList(), pool);
        return ScaleGradient.of(call)
                .or(() -> RectifierGradient.of(call))
                .or(() -> PointwiseGradient.of(call))
                .or(() -> DepthwiseGradient.of(call))
                .or(() -> PatchGradient.of(call))
                .orElseGet(() -> new ExecutionTape.Operation(function, context, OneDnnSuitability.suit(function)));
    }

    private INDArray array(String name, Map<String, INDArray> arrays) {
        INDArray array = arrays.get(name);
        if (array == null) {
            array = leaves.array(name);
        }
        if (array == null && graph.getVariable(name).getVariableType() != VariableType.PLACEHOLDER) {
            array = graph.getVariable(name).getArr();
        }
        if (array == null) {
            throw new IllegalArgumentException("the network needs the input " + name + ", which was not given");
        }
        return array;
    }

    private void releaseAfter(int index, Map<String, INDArray> arrays, Map<String, INDArray> placeholders) {
        SameDiffOp operation = operations.get(index);
        for (String input : operation.getInputsToOp()) {
            if (lastReader.get(input) == index && !placeholders.containsKey(input) && arrays.containsKey(input)) {
                pool.release(arrays.get(input));
            }
        }
        for (String output : operation.getOutputsOfOp()) {
            if (!lastReader.containsKey(output)) {
                pool.release(arrays.get(output));
            }
        }
    }
}
