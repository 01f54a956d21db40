package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.engine.TrainingProgram.Gradients;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.OptimizerPlan;
import dev.thaw.finetuning.plan.PlanReader;

/** Against 20 batches through real Keras 3; the figures are made by {@code src/test/python/optimizer_fixtures.py}. */
class OptimizerTest {
    private static final List<String> NAMES = List.of("kernel", "bias");

    @TestFactory
    List<DynamicTest> agrees_with_keras() throws IOException {
        JsonNode fixture = fixture();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : fixture.get("cases")) {
            tests.add(DynamicTest.dynamicTest(one.get("name").asText(), () -> agreesWithKeras(fixture, one)));
        }
        assertThat(tests).hasSize(18);
        return tests;
    }

    private static void agreesWithKeras(JsonNode fixture, JsonNode expected) {
        // given
        Optimizer optimizer = optimizer(expected);
        MovingAverage average = new MovingAverage(expected.path("average").asDouble());
        Map<String, Tensor> weights = tensors(fixture.get("start"));
        int accumulate = expected.path("accumulate").asInt(1);
        // when
        List<JsonNode> batches = new ArrayList<>();
        fixture.get("gradients").forEach(batches::add);
        for (List<JsonNode> group : Batches.of(batches, accumulate)) {
            GradientMean mean = new GradientMean();
            group.forEach(gradients -> mean.add(new Gradients(0, null, tensors(gradients), Map.of()), 8));
            double rate = fixture.get("learningRate").doubleValue();
            optimizer.step(weights, mean.gradients(), name -> rate);
            average.add(weights);
        }
        // then
        Map<String, Tensor> result = expected.has("average") ? average.weights().tensors() : weights;
        for (String name : NAMES) {
            float[] actual = result.get("layer/" + name).data();
            for (int i = 0; i < actual.length; i++) {
                assertThat(actual[i]).as(name + " " + i)
                        .isCloseTo(expected.get("after").get(name).get(i).floatValue(), Offset.offset(1e-6f));
            }
        }
    }

    private static Map<String, Tensor> tensors(JsonNode layer) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("layer/kernel", tensor(layer.get("kernel"), 3, 4));
        tensors.put("layer/bias", tensor(layer.get("bias"), 4));
        return tensors;
    }

    @Test
    void goes_on_from_its_state_as_if_it_had_never_stopped() throws IOException {
        for (JsonNode one : fixture().get("cases")) {
            // given
            Tensor straight = Tensor.of(new float[]{1, -2, 3}, 3);
            Tensor resumed = straight.copy();
            Optimizer whole = optimizer(one);
            Optimizer before = optimizer(one);
            Optimizer after = optimizer(one);
            steps(whole, straight, 0, 6);
            // when
            steps(before, resumed, 0, 3);
            after.restore(before.state());
            steps(after, resumed, 3, 6);
            // then
            assertThat(resumed.sameBits(straight)).as(one.get("name").asText()).isTrue();
        }
    }

    private static void steps(Optimizer optimizer, Tensor weight, int from, int to) {
        for (int step = from; step < to; step++) {
            optimizer.step(Map.of("layer/kernel", weight),
                    Map.of("layer/kernel", Tensor.of(new float[]{step, 1, -0.3f * step}, 3)),
                    name -> 0.01);
        }
    }

    private static Optimizer optimizer(JsonNode one) {
        StringBuilder yaml = new StringBuilder("optimizer: {type: " + one.get("type").asText());
        for (String key : List.of("momentum", "nesterov", "clipNorm", "clipGlobalNorm", "clipValue", "average", "accumulate")) {
            if (one.has(key)) {
                yaml.append(", ").append(key).append(": ").append(one.get(key).asText());
            }
        }
        OptimizerPlan plan = PlanReader.read(yaml + "}").optimizer();
        return Optimizer.of(plan, name -> name.endsWith("kernel") ? one.path("weightDecay").asDouble() : 0);
    }

    private static Tensor tensor(JsonNode numbers, Integer... dimensions) {
        float[] data = new float[numbers.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = numbers.get(i).floatValue();
        }
        return Tensor.of(data, dimensions);
    }

    private static JsonNode fixture() throws IOException {
        try (InputStream json = OptimizerTest.class.getResourceAsStream("/training/optimizers.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
