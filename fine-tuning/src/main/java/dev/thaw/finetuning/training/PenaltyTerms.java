package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.LossOptions.ActivityPenalty;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.RegularizationPlan;

/** The penalties that a plan puts on a network in a stage, term by term. */
public final class PenaltyTerms {

    private PenaltyTerms() {
    }

    /**
     * By name: {@code l2 conv1/kernel}, {@code l1 conv1/bias}, {@code weightDecay conv1/kernel}, {@code activity l2 conv1}. Every term that
     * the plan asks for is there; those of frozen layers are 0.
     *
     * @param weights of the whole network
     * @param activities the values of the terms on activities, as far as they were measured; NaN stands for the others
     */
    public static Map<String, Double> of(FineTuningTask task, PreparedStage stage, Weights weights,
            Map<String, Double> activities) {
        RegularizationPlan plan = task.plan().regularization();
        Map<String, Double> terms = new LinkedHashMap<>(
                new Penalties(plan, stage.trainable()).terms(task.initialWeights().tensors().keySet(), weights::get));
        for (ActivityPenalty penalty : ActivityPenalties.of(plan, task.network())) {
            boolean trains = stage.trainable().stream().anyMatch(weight -> weight.startsWith(penalty.layer() + "/"));
            put(terms, "activity l1 " + penalty.layer(), penalty.l1(), trains, activities);
            put(terms, "activity l2 " + penalty.layer(), penalty.l2(), trains, activities);
        }
        return terms;
    }

    /**
     * The values that the terms on activities have for some images with the first weights, by name; those of every layer that the plan names.
     *
     * @param images (batch, height, width, 3), raw RGB pixels 0..255
     */
    public static Map<String, Double> activities(Engine engine, FineTuningTask task, Tensor images) {
        List<ActivityPenalty> penalties = ActivityPenalties.of(task.plan().regularization(), task.network());
        if (penalties.isEmpty()) {
            return Map.of();
        }
        Map<String, Double> terms = new LinkedHashMap<>();
        List<String> layers = penalties.stream().map(ActivityPenalty::layer).toList();
        try (InferenceProgram program = engine.inference(task.network(), task.initialWeights(), layers)) {
            Map<String, Tensor> outputs = program.run(Map.of(task.network().inputs().get(0).name(), images));
            for (ActivityPenalty penalty : penalties) {
                double magnitudes = 0;
                double squares = 0;
                for (float value : outputs.get(penalty.layer()).data()) {
                    magnitudes += Math.abs(value);
                    squares += (double) value * value;
                }
                int batch = images.shape().get(0);
                terms.put("activity l1 " + penalty.layer(), penalty.l1() * magnitudes / batch);
                terms.put("activity l2 " + penalty.layer(), penalty.l2() * squares / batch);
            }
        }
        return terms;
    }

    private static void put(Map<String, Double> terms, String name, double factor, boolean trains, Map<String, Double> measured) {
        if (factor > 0) {
            terms.put(name, trains ? measured.getOrDefault(name, Double.NaN) : 0);
        }
    }
}
