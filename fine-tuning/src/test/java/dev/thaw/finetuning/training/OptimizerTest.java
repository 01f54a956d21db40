package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.OptimizerPlan;
import dev.thaw.finetuning.plan.PlanReader;

/** Against 20 steps of real Keras 3; the figures are made by {@code src/test/python/optimizer_fixtures.py}. */
class OptimizerTest {
    private static final List<String> NAMES = List.of("kernel", "bias");

    @TestFactory
    List<DynamicTest> agrees_with_keras() throws IOException {
        JsonNode fixture = fixture();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : fixture.get("cases")) {
            tests.add(DynamicTest.dynamicTest(one.get("name").asText(), () -> agreesWithKeras(fixture, one)));
        }
        assertThat(tests).hasSize(10);
        return tests;
    }

    private static void agreesWithKeras(JsonNode fixture, JsonNode expected) {
        // given
        Optimizer optimizer = optimizer(expected);
        Tensor kernel = tensor(fixture.get("start").get("kernel"), 3, 4);
        Tensor bias = tensor(fixture.get("start").get("bias"), 4);
        // when
        for (JsonNode gradient : fixture.get("gradients")) {
            optimizer.step(fixture.get("learningRate").doubleValue());
            optimizer.apply("layer/kernel", kernel, tensor(gradient.get("kernel"), 3, 4));
            optimizer.apply("layer/bias", bias, tensor(gradient.get("bias"), 4));
        }
        // then
        for (String name : NAMES) {
            float[] actual = (name.equals("kernel") ? kernel : bias).data();
            for (int i = 0; i < actual.length; i++) {
                assertThat(actual[i]).as(name + " " + i)
                        .isCloseTo(expected.get("after").get(name).get(i).floatValue(), Offset.offset(1e-6f));
            }
        }
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
            optimizer.step(0.01);
            optimizer.apply("layer/kernel", weight, Tensor.of(new float[]{step, 1, -0.3f * step}, 3));
        }
    }

    private static Optimizer optimizer(JsonNode one) {
        OptimizerPlan plan = PlanReader.read("optimizer: {type: " + one.get("type").asText() + ", momentum: "
                + one.path("momentum").asDouble() + ", nesterov: " + one.path("nesterov").asBoolean() + ", clipNorm: "
                + one.path("clipNorm").asDouble() + "}").optimizer();
        return Optimizer.of(plan, one.path("weightDecay").asDouble(), name -> name.endsWith("kernel"));
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
