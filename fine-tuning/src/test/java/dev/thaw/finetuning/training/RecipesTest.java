package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.plan.PlanWriter;

/** The plans under {@code docs/recipes}, to the figure; Keras's own figures are printed by {@code src/test/python/recipe_figures.py}. */
class RecipesTest {
    private static final Path RECIPES = Path.of(System.getProperty("thaw.root"), "docs", "recipes");

    @ParameterizedTest
    @CsvSource({
            "vgg16-cats-dogs,                      VGG16,          150, 16812353, 2097665,  9177089,   0",
            "vgg16-frozen,                         VGG16,          224, 21137986, 6423298,         ,   0",
            "vgg16-last-3,                         VGG16,          224, 21137986, 6423298, 13502722,   0",
            "vgg16-average-pooling,                VGG16,          224, 14715714,    1026,  7080450,   0",
            "xception-transfer-learning,           Xception,       150, 20863529,    2049, 20809001,   0",
            "resnet50-weight-decay,                ResNet50,       224, 23591810,    4098, 23538690, 108",
            "resnet50-l1,                          ResNet50,       224, 23591810,    4098, 23538690, 108",
            "mobilenet-weight-decay,               MobileNet-0.25, 224,   219058,     514,   213586,  29",
            "mobilenet-weight-decay-not-depthwise, MobileNet-0.25, 224,   219058,     514,   213586,  16",
            // L1 and L2 on 29 weights, 13 activities, 27 scales of normalizations
            "mobilenet-l1-l2-activity,             MobileNet-0.25, 224,   219058,     514,   213586,  98",
            "densenet121-l2,                       DenseNet121,    224,  7039554,    2050,  6955906, 122"})
    void a_recipe_trains_what_keras_would_train(String recipe, String architecture, int size, long total, long first, Long second,
            int penalties) throws IOException {
        FineTuningPlan plan = PlanReader.read(Files.readString(RECIPES.resolve(recipe + ".yaml")));

        FineTuningTask task = FineTuningTask.prepare(base(architecture, size), plan, List.of("cats", "dogs"));

        assertThat(task.stages()).extracting(PreparedStage::totalParameters).containsOnly(total);
        assertThat(task.stages()).extracting(PreparedStage::trainableParameters)
                .containsExactlyElementsOf(second == null ? List.of(first) : List.of(first, second));
        for (PreparedStage stage : task.stages()) {
            assertThat(PenaltyTerms.of(task, stage, task.initialWeights(), Map.of())).hasSize(penalties);
        }
        assertThat(PlanReader.read(PlanWriter.toYaml(plan))).isEqualTo(plan);
    }

    @Test
    void every_recipe_says_how_to_run_it_and_is_among_those_above() throws Exception {
        List<String> counted = Stream
                .of(RecipesTest.class
                        .getDeclaredMethod("a_recipe_trains_what_keras_would_train", String.class, String.class, int.class,
                                long.class,
                                long.class, Long.class, int.class)
                        .getAnnotation(CsvSource.class).value())
                .map(row -> row.split(",")[0] + ".yaml").toList();
        try (Stream<Path> files = Files.list(RECIPES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                assertThat(counted).contains(file.getFileName().toString());
                assertThat(Files.readString(file)).contains("#   ./thaw run ").contains("--base ")
                        .contains("--plan docs/recipes/" + file.getFileName());
            }
        }
    }

    @Test
    void vgg16_without_its_classifier_has_14714688_parameters() {
        assertThat(base("VGG16", 150).weights().tensors().values().stream().mapToLong(tensor -> tensor.data().length).sum())
                .isEqualTo(14_714_688);
    }

    private static BaseModel base(String architecture, int size) {
        Network backbone = Applications.build(architecture, size, false, 0);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        LayerWeights.of(backbone)
                .forEach((name, shape) -> weights.put(name, new Tensor(shape, new float[Math.toIntExact(shape.elements())])));
        return new BaseModel(backbone, new Weights(weights), "0".repeat(64), Preprocessing.NONE);
    }
}
