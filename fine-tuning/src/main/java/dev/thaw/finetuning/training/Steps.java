package dev.thaw.finetuning.training;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import dev.thaw.finetuning.engine.TrainingProgram;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.FineTuningPlan;

/** What happens to the weights at each step of a stage: penalties, the optimizer at each block's rate, the moving average. */
final class Steps {
    /** A weight itself among the optimizer's values, where the checkpoint's own weights are the averages. */
    private static final String PRESENT = ":present";

    private final TrainingProgram program;
    private final Penalties penalties;
    private final Optimizer optimizer;
    private final MovingAverage average;
    private final boolean averaged;
    private final ToDoubleFunction<String> rateFactor;

    /** @param depths by layer, see {@link LayerDepths} */
    Steps(TrainingProgram program, FineTuningPlan plan, PreparedStage stage, Map<String, Integer> depths) {
        this.program = program;
        this.penalties = new Penalties(plan.regularization(), stage.trainable());
        this.optimizer = Optimizer.of(plan.optimizer(), plan.regularization()::weightDecay);
        this.averaged = plan.optimizer().average() > 0;
        this.average = new MovingAverage(plan.optimizer().average());
        this.rateFactor = weight -> LayerDepths.factor(plan.optimizer().layerDecay(),
                depths.get(weight.substring(0, weight.lastIndexOf('/'))));
    }

    /** Moves every weight. @return what the weights' penalties added to the loss before */
    double take(Map<String, Tensor> gradients, double rate) {
        double[] penalty = new double[1];
        program.update((weights, latest) -> {
            penalty[0] = penalties.value(weights);
            penalties.addGradients(weights, gradients);
            optimizer.step(weights, gradients, weight -> rate * rateFactor.applyAsDouble(weight));
            if (averaged) {
                average.add(weights);
            }
        });
        return penalty[0];
    }

    /** The weights, or their moving average. */
    Weights result() {
        return averaged ? average.weights() : program.trainableWeights();
    }

    /** All that a later step depends on beside {@link #result()}. */
    OptimizerState state() {
        OptimizerState state = optimizer.state();
        if (!averaged) {
            return state;
        }
        Map<String, Tensor> slots = new HashMap<>(state.slots());
        program.trainableWeights().tensors().forEach((name, weight) -> slots.put(name + PRESENT, weight));
        return new OptimizerState(state.iterations(), slots);
    }

    /** @param result as it was kept @param state as it was then */
    void restore(Weights result, OptimizerState state) {
        Map<String, Tensor> present = new LinkedHashMap<>(result.tensors());
        Map<String, Tensor> slots = new HashMap<>(state.slots());
        if (averaged) {
            average.restore(result);
            present.replaceAll((name, weight) -> slots.remove(name + PRESENT));
        }
        program.assign(new Weights(present));
        optimizer.restore(new OptimizerState(state.iterations(), slots));
    }
}
