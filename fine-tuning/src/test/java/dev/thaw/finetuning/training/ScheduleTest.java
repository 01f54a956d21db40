package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.plan.StagePlan;

/** Learning rates step by step against real Keras 3; the figures are made by {@code src/test/python/schedule_fixtures.py}. */
class ScheduleTest {

    @TestFactory
    List<DynamicTest> agrees_with_keras() throws IOException {
        JsonNode fixture;
        try (InputStream json = ScheduleTest.class.getResourceAsStream("/training/schedules.json")) {
            fixture = new ObjectMapper().readTree(json);
        }
        List<DynamicTest> tests = new ArrayList<>();
        fixture.get("cases").properties().forEach(one -> tests
                .add(DynamicTest.dynamicTest(one.getKey(), () -> agreesWithKeras(fixture, one.getKey(), one.getValue()))));
        assertThat(tests).hasSize(6);
        return tests;
    }

    private static void agreesWithKeras(JsonNode fixture, String yaml, JsonNode expected) {
        StagePlan stage = stage(fixture.get("learningRate").asDouble(), fixture.get("epochs").asInt(), yaml);
        int stepsPerEpoch = fixture.get("stepsPerEpoch").asInt();
        List<Double> losses = new ArrayList<>();
        for (int epoch = 0; epoch < stage.epochs(); epoch++) {
            for (int step = 0; step < stepsPerEpoch; step++) {
                int number = epoch * stepsPerEpoch + step;
                assertThat(stage.rate(number, stepsPerEpoch, losses)).as("step " + number)
                        .isCloseTo(expected.get(number).asDouble(), within(1e-8));
            }
            losses.add(fixture.get("losses").get(epoch).asDouble());
        }
    }

    @Test
    void a_warm_up_goes_before_any_schedule() {
        StagePlan stage = stage(1, 4, "schedule: {step: {every: 1, factor: 0.5}}, warmup: 1.5");

        List<Double> rates = new ArrayList<>();
        for (int step = 0; step < 8; step++) {
            rates.add(stage.rate(step, 2, List.of()));
        }

        assertThat(rates).containsExactly(0.25, 0.5, 0.75, 1.0, 1.0, 0.5, 0.5, 0.25);
    }

    private static StagePlan stage(double rate, int epochs, String yaml) {
        return PlanReader
                .read("stages: [{name: one, thaw: none, learningRate: " + rate + ", epochs: " + epochs + ", " + yaml + "}]")
                .stages().get(0);
    }
}
