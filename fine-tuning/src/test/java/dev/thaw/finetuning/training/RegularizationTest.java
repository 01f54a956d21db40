package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.engine.LossOptions;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.engine.TrainingProgram;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.plan.RegularizationPlan;

/** Every kind of penalty against real Keras 3's {@code model.losses}; made by {@code src/test/python/regularization_fixtures.py}. */
class RegularizationTest {
    private static JsonNode fixture;
    private static RegularizationPlan plan;

    private final Network network = network();
    private final Map<String, Tensor> weights = tensors(fixture.get("weights"));
    private final Map<String, Tensor> expectedGradients = tensors(fixture.get("gradients"));

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json = RegularizationTest.class.getResourceAsStream("/training/regularized.json")) {
            fixture = new ObjectMapper().readTree(json);
        }
        plan = PlanReader.read(fixture.get("plan").asText()).regularization();
    }

    @Test
    void every_term_has_the_value_of_keras_and_the_loss_its_gradients() {
        // given
        Set<String> trainable = expectedGradients.keySet();
        Penalties penalties = new Penalties(plan, trainable);
        LossOptions options = new LossOptions(0, ActivityPenalties.of(plan, network, trainable));
        Tensor input = tensor(fixture.get("input"));
        try (TrainingProgram program = new SameDiffEngine().training(network, new Weights(weights), trainable, options)) {
            // when
            TrainingProgram.Gradients result = program.gradients(Map.of("input", input), tensor(fixture.get("targets")),
                    new float[]{1, 1, 1, 1}, 1);
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            program.update((present, own) -> {
                penalties.addGradients(present, own);
                own.forEach((name, gradient) -> gradients.put(name, gradient.copy()));
            });
            // then
            Map<String, Double> terms = new LinkedHashMap<>(penalties.terms(weights.keySet(), weights::get));
            terms.putAll(result.activities());
            assertThat(byTarget(terms)).containsOnlyKeys(names(fixture.get("losses")));
            byTarget(terms).forEach((target, value) -> assertThat(value / fixture.get("losses").get(target).asDouble()).as(target)
                    .isCloseTo(1, within(1e-6)));
            assertThat(result.loss() + penalties.value(weights)).isCloseTo(fixture.get("total").asDouble(), within(1e-5));
            gradients.forEach((name, gradient) -> assertThat(relativeError(gradient, expectedGradients.get(name))).as(name)
                    .isLessThan(1e-4));
        }
    }

    @Test
    void frozen_weights_have_terms_of_zero_where_keras_has_none() {
        Set<String> trainable = new HashSet<>(expectedGradients.keySet());
        trainable.removeIf(weight -> weight.startsWith("conv1"));

        Map<String, Double> terms = byTarget(new Penalties(plan, trainable).terms(weights.keySet(), weights::get));

        JsonNode expected = fixture.get("weight_losses_with_conv1_frozen");
        terms.forEach((target, value) -> assertThat(value).as(target).isCloseTo(expected.path(target).asDouble(), within(1e-6)));
        assertThat(terms).containsEntry("conv1/kernel", 0.0).containsEntry("conv1_bn/gamma", 0.0);
        assertThat(ActivityPenalties.of(plan, network, trainable)).extracting(LossOptions.ActivityPenalty::layer)
                .containsExactly("sep", "predictions");
    }

    /** A regularizer of Keras is one loss, of l1 and l2 together. */
    private static Map<String, Double> byTarget(Map<String, Double> terms) {
        Map<String, Double> sums = new HashMap<>();
        terms.forEach((name, value) -> sums.merge(name.replaceFirst("l[12] ", ""), value, Double::sum));
        return sums;
    }

    private static double relativeError(Tensor actual, Tensor expected) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.data().length; i++) {
            largest = Math.max(largest, Math.abs(expected.data()[i]));
            difference = Math.max(difference, Math.abs(expected.data()[i] - actual.data()[i]));
        }
        return difference / largest;
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, Tensor> tensors(JsonNode node) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        node.properties().forEach(field -> tensors.put(field.getKey(), tensor(field.getValue())));
        return tensors;
    }

    private static Tensor tensor(JsonNode node) {
        ObjectMapper mapper = new ObjectMapper();
        return new Tensor(new Shape(List.of(mapper.convertValue(node.get("shape"), Integer[].class))),
                mapper.convertValue(node.get("data"), float[].class));
    }

    private static Network network() {
        List<Layer> layers = List.of(new Layer.Input("input", Shape.of(9, 8, 3)),
                new Layer.Conv2D("conv1", 6, Size.square(3), Size.square(2), Padding.VALID, Size.square(1), 1, Activation.LINEAR,
                        true),
                new Layer.BatchNormalization("conv1_bn", 1e-3, 0.99, true, true),
                new Layer.ReLU("relu", Double.POSITIVE_INFINITY, 0, 0),
                new Layer.DepthwiseConv2D("dw", Size.square(3), Size.square(1), Padding.SAME, Size.square(1), 1,
                        Activation.LINEAR, true),
                new Layer.BatchNormalization("dw_bn", 1e-3, 0.99, true, true),
                new Layer.SeparableConv2D("sep", 5, Size.square(2), Size.square(1), Padding.VALID, Size.square(1), 1,
                        Activation.TANH, true),
                new Layer.GlobalAveragePooling2D("pool", false),
                new Layer.Dense("predictions", 3, Activation.SOFTMAX, true));
        List<Node> nodes = new ArrayList<>();
        for (Layer layer : layers) {
            nodes.add(new Node(layer, nodes.isEmpty() ? List.of() : List.of(nodes.get(nodes.size() - 1).name())));
        }
        return new Network("regularized", nodes, "predictions");
    }
}
