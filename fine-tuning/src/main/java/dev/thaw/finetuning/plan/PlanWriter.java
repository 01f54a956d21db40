package dev.thaw.finetuning.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;

/** Writes a plan as YAML, with every key, so that it means the same when the defaults are others. */
public final class PlanWriter {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    private PlanWriter() {
    }

    /** {@link PlanReader#read} gives the same plan again. */
    public static String toYaml(FineTuningPlan plan) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("seed", plan.seed());
        root.put("batchSize", plan.batchSize());
        root.put("head", mapping("pooling", key(plan.head().pooling()), "dropout", plan.head().dropout(),
                "hidden", plan.head().hidden()));
        OptimizerPlan optimizer = plan.optimizer();
        root.put("optimizer", mapping("type", key(optimizer.type()), "momentum", optimizer.momentum(),
                "nesterov", optimizer.nesterov(), "clipNorm", optimizer.clipNorm()));
        root.put("augmentation", augmentation(plan.augmentation()));
        RegularizationPlan regularization = plan.regularization();
        root.put("regularization", mapping("l2", regularization.l2(), "l1", regularization.l1(),
                "weightDecay", regularization.weightDecay(),
                "on", RegularizationPlan.Role.ALL.stream().filter(regularization.on()::contains).map(PlanWriter::key).toList()));
        root.put("labelSmoothing", plan.labelSmoothing());
        root.put("classWeights", key(plan.classWeights()));
        root.put("earlyStopping", mapping("metric", key(plan.earlyStopping().metric()), "minDelta",
                plan.earlyStopping().minDelta()));
        root.put("stages", plan.stages().stream().map(PlanWriter::stage).toList());
        root.put("gates", mapping("margin", plan.gates().margin()));
        try {
            return YAML.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan of numbers and names cannot fail to be written", e);
        }
    }

    private static Map<String, Object> stage(StagePlan stage) {
        return mapping("name", stage.name(), "thaw", thaw(stage.thaw()), "learningRate", stage.learningRate(),
                "epochs", stage.epochs(), "patience", stage.patience(), "schedule", key(stage.schedule()));
    }

    private static Map<String, Object> augmentation(AugmentationPlan plan) {
        Map<String, Object> mapping = mapping("flip", key(plan.flip()), "rotation", pair(plan.rotation()), "zoom",
                pair(plan.zoom()), "translation", pair(plan.translation()), "crop", pair(plan.crop()), "cropRatio",
                pair(plan.cropRatio()), "brightness", pair(plan.brightness()), "contrast", pair(plan.contrast()), "saturation",
                pair(plan.saturation()), "cutout", pair(plan.cutout()), "mixup", plan.mixup(), "cutmix", plan.cutmix(), "fill",
                key(plan.fill()), "variants", plan.variants());
        if (plan.crop().equals(AugmentationPlan.WHOLE)) {
            mapping.remove("cropRatio");
        }
        return mapping;
    }

    private static List<Double> pair(Factor factor) {
        return List.of(factor.low(), factor.high());
    }

    private static Object thaw(Thaw thaw) {
        if (thaw instanceof Thaw.Fraction fraction) {
            return Map.of("fraction", fraction.fraction());
        }
        if (thaw instanceof Thaw.From from) {
            return Map.of("from", from.layer());
        }
        if (thaw instanceof Thaw.Last last) {
            return Map.of("last", last.layers());
        }
        return thaw instanceof Thaw.All ? "all" : "none";
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> mapping(Object... keysAndValues) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        List<Object> all = List.of(keysAndValues);
        for (int i = 0; i < all.size(); i += 2) {
            mapping.put((String) all.get(i), all.get(i + 1));
        }
        return mapping;
    }
}
