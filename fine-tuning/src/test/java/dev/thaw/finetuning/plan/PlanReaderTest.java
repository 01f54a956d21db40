package dev.thaw.finetuning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.finetuning.plan.HeadPlan.Hidden;
import dev.thaw.finetuning.plan.HeadPlan.HiddenActivation;
import dev.thaw.finetuning.plan.RegularizationPlan.Role;
import dev.thaw.finetuning.plan.RegularizationPlan.Rule;

class PlanReaderTest {

    private static final String COMPLETE = """
            seed: 7
            batchSize: 16
            head: {pooling: max, spatialDropout: 0.1, hidden: [64, {units: 32, activation: gelu, dropout: 0.3}], dropout: 0.5, output: sigmoid}
            optimizer: {type: sgd, momentum: 0.9, nesterov: true, clipNorm: 1.5, accumulate: 4, average: 0.99, layerDecay: 0.8}
            augmentation: {flip: horizontal, rotation: 0.1, variants: 4}
            regularization:
              - {l2: 1e-4, l1: 1.0e-5, weightDecay: 0.01, on: [kernel, gamma]}
              - {layers: [conv*, "dense?"], except: conv1, activity: {l1: 0.1, l2: 0.2}}
            labelSmoothing: 0.1
            classWeights: {cats: 1, dogs: 2.5}
            earlyStopping: {metric: accuracy, minDelta: 0.001}
            stages:
              - {name: head, thaw: none, learningRate: 1e-3, epochs: 40, patience: 6, schedule: cosine}
              - {name: top, thaw: {fraction: 0.25}, learningRate: 1e-4, epochs: 10, patience: 3, warmup: 2.5}
              - {name: named, thaw: {from: conv_pw_12}, learningRate: .00005, epochs: 3, patience: 3, schedule: {step: {every: 2, factor: 0.5}}}
              - {name: last, thaw: {last: 2}, learningRate: 0.0001, epochs: 2, schedule: {exponential: {}}}
              - {name: block, thaw: {blocks: 2}, learningRate: 0.0001, epochs: 1}
              - {name: some, thaw: {layers: [block5_*, "conv?"]}, learningRate: 0.0001, epochs: 1}
              - {name: but, thaw: {from: conv_pw_12, except: "*_bn"}, learningRate: 0.0001, epochs: 1}
              - {name: all, thaw: all, learningRate: 1E-5, epochs: 1, patience: 1, schedule: {plateau: {patience: 2}}}
            gates: {rule: not_worse, margin: 0.02, confidence: 0.9, recall: 0.5, recallOf: {cats: 0.8}, newLabelRecall: 0.6,
              calibrationError: 0.1, megabytes: 20, milliseconds: 50}
            """;

    @Test
    void reads_every_key() {
        FineTuningPlan plan = PlanReader.read(COMPLETE);

        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.batchSize()).isEqualTo(16);
        assertThat(plan.head()).isEqualTo(new HeadPlan(HeadPlan.Pooling.MAX, 0.1,
                List.of(new Hidden(64, HiddenActivation.RELU, 0), new Hidden(32, HiddenActivation.GELU, 0.3)), 0.5,
                HeadPlan.Output.SIGMOID));
        assertThat(plan.optimizer())
                .isEqualTo(new OptimizerPlan(OptimizerPlan.Type.SGD, 0.9, true, new ClipPlan(1.5, 0, 0), 4, 0.99, 0.8));
        assertThat(plan.augmentation()).extracting(AugmentationPlan::rotation, AugmentationPlan::variants)
                .containsExactly(new Factor(-0.1, 0.1), 4);
        assertThat(plan.regularization().rules()).containsExactly(
                new Rule(patterns("*"), List.of(), Set.of(Role.KERNEL, Role.GAMMA), 1e-5, 1e-4, 0.01, 0, 0),
                new Rule(patterns("conv*", "dense?"), patterns("conv1"), RegularizationPlan.KERNELS, 0, 0, 0, 0.1, 0.2));
        assertThat(plan.labelSmoothing()).isEqualTo(0.1);
        assertThat(plan.classWeights()).isEqualTo(new ClassWeights.Given(Map.of("cats", 1.0, "dogs", 2.5)));
        assertThat(plan.earlyStopping()).isEqualTo(new EarlyStoppingPlan(EarlyStoppingPlan.Metric.ACCURACY, 0.001));
        assertThat(plan.gates())
                .isEqualTo(new GatesPlan(GatesPlan.Rule.NOT_WORSE, 0.02, 0.9, 0.5, Map.of("cats", 0.8), 0.6, 0.1, 20, 50));
        assertThat(plan.gates().floorOf("cats")).isEqualTo(0.8);
        assertThat(plan.gates().floorOf("dogs")).isEqualTo(0.5);
        assertThat(plan.stages()).containsExactly(
                new StagePlan("head", new Thaw.None(), 1e-3, 40, 6, new Schedule.Cosine(), 0, true),
                new StagePlan("top", new Thaw.Fraction(0.25), 1e-4, 10, 3, new Schedule.Constant(), 2.5, true),
                new StagePlan("named", new Thaw.From("conv_pw_12"), 5e-5, 3, 3, new Schedule.Step(2, 0.5), 0, true),
                new StagePlan("last", new Thaw.Last(2), 1e-4, 2, 2, new Schedule.Exponential(0.9), 0, true),
                new StagePlan("block", new Thaw.Blocks(2), 1e-4, 1, 1, new Schedule.Constant(), 0, true),
                new StagePlan("some", new Thaw.Layers(patterns("block5_*", "conv?")), 1e-4, 1, 1, new Schedule.Constant(), 0,
                        true),
                new StagePlan("but", new Thaw.Except(new Thaw.From("conv_pw_12"), patterns("*_bn")), 1e-4, 1, 1,
                        new Schedule.Constant(), 0, true),
                new StagePlan("all", new Thaw.All(), 1e-5, 1, 1, new Schedule.Plateau(0.1, 2, 1e-4), 0, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", COMPLETE, "augmentation: {flip: none}", "augmentation: {variants: 1}",
            "optimizer: {type: adamw}", "{optimizer: {type: adamw}, regularization: {l2: 1}}", "classWeights: balanced",
            "regularization: {on: []}", "regularization: []", "stages: [{name: 'true', thaw: none, learningRate: 1, epochs: 1}]",
            "stages: [{name: '1', thaw: {from: 'null'}, learningRate: 1e-300, epochs: 1}]"})
    void a_written_plan_is_read_as_the_same_plan(String yaml) {
        FineTuningPlan plan = PlanReader.read(yaml);

        FineTuningPlan again = PlanReader.read(PlanWriter.toYaml(plan));

        assertThat(again).isEqualTo(plan);
    }

    @Test
    void what_is_left_out_is_the_default() {
        assertThat(PlanReader.read("")).isEqualTo(PlanReader.defaultPlan());
        assertThat(PlanReader.read("batchSize: 8").stages()).isEqualTo(PlanReader.defaultPlan().stages());
        assertThat(PlanReader.read("head: {dropout: 0}").head().pooling()).isEqualTo(PlanReader.defaultPlan().head().pooling());
        assertThat(PlanReader.read("optimizer: {type: adamw}").regularization()).satisfies(plan -> {
            assertThat(plan.weightDecay("conv/kernel")).isEqualTo(0.004);
            assertThat(plan.weightDecay("conv/bias")).isZero();
        });
        assertThat(PlanReader.read("{optimizer: {type: adamw}, regularization: {weightDecay: 0}}").regularization()
                .weightDecay("conv/kernel")).isZero();
    }

    @Test
    void rules_add_up_where_they_overlap() {
        RegularizationPlan plan = PlanReader.read("""
                regularization:
                  - {l2: 0.25, on: [kernel, bias]}
                  - {layers: "block?_conv*", except: ["*_conv2"], l2: 0.5}
                """).regularization();

        assertThat(plan.l2("block1_conv1/kernel")).isEqualTo(0.75);
        assertThat(plan.l2("block1_conv1/bias")).isEqualTo(0.25);
        assertThat(plan.l2("block1_conv2/kernel")).isEqualTo(0.25);
        assertThat(plan.l2("block12_conv1/kernel")).isEqualTo(0.25);
        assertThat(plan.l1("block1_conv1/kernel")).isZero();
    }

    @Test
    void every_mistake_is_reported_at_once_with_its_path() {
        String yaml = """
                batchsize: 16
                head: {pooling: mean, dropout: 1.0}
                optimizer: {type: adm}
                regularization: {l2: -1, on: [kernels]}
                stages:
                  - {name: head, thaw: none, learningRate: 0, epochs: 0}
                  - {name: head, thaw: {fraction: 2}, learningRate: 1e-4, epochs: 1, patients: 3}
                  - {thaw: some}
                """;

        InvalidPlanException refused = refusalOf(yaml);

        assertThat(refused.mistakes()).containsExactlyInAnyOrder(
                "batchsize: is not a key of a plan; did you mean batchSize?",
                "head.pooling: must be one of average, max, flatten, not \"mean\"; did you mean max?",
                "head.dropout: must be a number of at least 0 and below 1, not 1.0",
                "optimizer.type: must be one of adam, adamw, sgd, rmsprop, not \"adm\"; did you mean adam?",
                "regularization.l2: must be a number of at least 0, not -1",
                "regularization.on[0]: must be one of kernel, depthwise_kernel, pointwise_kernel, bias, gamma, beta, alpha,"
                        + " not \"kernels\"; did you mean kernel?",
                "stages[0].learningRate: must be a number above 0, not 0",
                "stages[0].epochs: must be a whole number from 1 to 1000000, not 0",
                "stages[1].thaw.fraction: must be a number above 0 and at most 1, not 2",
                "stages[1].patients: is not a key of a plan; did you mean patience?",
                "stages[1].name: two stages are named head",
                "stages[2].name: is missing",
                "stages[2].learningRate: is missing",
                "stages[2].epochs: is missing",
                "stages[2].thaw: must be none, all, {from: LAYER}, {last: 3}, {blocks: 2}, {fraction: 0.25} or"
                        + " {layers: [\"block5_*\"]}, where except: [\"*_bn\"] may stand beside one in braces, not \"some\"");
        assertThat(refused).hasMessageStartingWith("the plan has 15 mistakes:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "optimizer: {type: adam, momentum: 0.9} | optimizer.momentum: is for sgd and rmsprop",
            "optimizer: {type: sgd, nesterov: true} | optimizer.nesterov: needs type sgd and a momentum above 0",
            "optimizer: {clipNorm: 1, clipValue: 1} | optimizer.clipNorm: only one of clipNorm, clipGlobalNorm and clipValue",
            "head: {hidden: [{activation: relu}]} | head.hidden[0].units: is missing",
            "head: {hidden: [0.5]} | head.hidden[0]: must be a whole number",
            "regularization: [{l2: 1, l3: 1}] | regularization[0].l3: is not a key of a plan; did you mean l1?",
            "regularization: {layers: 3} | regularization.layers: must be a list",
            "regularization: {activity: {l2: x}} | regularization.activity.l2: must be a number",
            "classWeights: {cats: 0} | classWeights.cats: must be a number above 0",
            "gates: {recallOf: {cats: 2}} | gates.recallOf.cats: must be a number of at least 0 and at most 1",
            "gates: {recallOf: 0.5} | gates.recallOf: must be a mapping of labels to numbers, not 0.5",
            "gates: {rule: notWorse} | gates.rule: must be one of better, not_worse",
            "classWeights: balance | classWeights: must be none, balanced or a mapping",
            "stages: [{name: a, thaw: none, learningRate: 1, epochs: 2, warmup: 2}] | stages[0].warmup: must be shorter than the stage",
            "stages: [{name: a, thaw: none, learningRate: 1, epochs: 2, schedule: cosinus}] | stages[0].schedule: must be constant, cosine",
            "stages: [{name: a, thaw: none, learningRate: 1, epochs: 2, schedule: {plateu: {}}}] | stages[0].schedule.plateu: is not a key",
            "stages: [{name: a, thaw: none, learningRate: 1, epochs: 2, schedule: {step: {factor: 1}}}] | schedule.step.factor: must be a number above 0 and below 1",
            "stages: [] | stages: must have at least one stage",
            "seed: 1.5 | seed: must be a whole number",
            "[1, 2] | the plan: must be a mapping",
            "head: 3 | head: must be a mapping",
            "'seed: {' | is not YAML",
            "'{seed: 1, seed: 2}' | is not YAML: Duplicate field 'seed'"})
    void a_mistake_says_what_to_do(String yaml, String message) {
        assertThat(refusalOf(yaml).mistakes()).anySatisfy(mistake -> assertThat(mistake).contains(message));
    }

    private static List<LayerPattern> patterns(String... texts) {
        return Stream.of(texts).map(LayerPattern::new).toList();
    }

    private static InvalidPlanException refusalOf(String yaml) {
        return catchThrowableOfType(InvalidPlanException.class, () -> PlanReader.read(yaml));
    }
}
