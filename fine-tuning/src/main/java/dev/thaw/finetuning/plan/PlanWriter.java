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
        HeadPlan head = plan.head();
        root.put("head", mapping("pooling", key(head.pooling()), "spatialDropout", head.spatialDropout(),
                "hidden", head.hidden().stream().map(PlanWriter::hidden).toList(), "dropout", head.dropout(),
                "output", key(head.output())));
        OptimizerPlan optimizer = plan.optimizer();
        root.put("optimizer", mapping("type", key(optimizer.type()), "momentum", optimizer.momentum(),
                "nesterov", optimizer.nesterov(), "clipNorm", optimizer.clip().norm(),
                "clipGlobalNorm", optimizer.clip().globalNorm(), "clipValue", optimizer.clip().value(),
                "accumulate", optimizer.accumulate(), "average", optimizer.average(), "layerDecay", optimizer.layerDecay()));
        root.put("augmentation", augmentation(plan.augmentation()));
        root.put("featureBank", mapping("precision", key(plan.featureBank().precision())));
        root.put("regularization", plan.regularization().rules().stream().map(PlanWriter::rule).toList());
        root.put("labelSmoothing", plan.labelSmoothing());
        root.put("classWeights", classWeights(plan.classWeights()));
        root.put("earlyStopping", earlyStopping(plan.earlyStopping()));
        root.put("stages", plan.stages().stream().map(PlanWriter::stage).toList());
        root.put("gates", gates(plan.gates()));
        try {
            return YAML.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan of numbers and names cannot fail to be written", e);
        }
    }

    private static Map<String, Object> gates(GatesPlan gates) {
        return mapping("rule", key(gates.rule()), "margin", gates.margin(), "confidence", gates.confidence(), "recall",
                gates.recall(), "recallOf", gates.recallOf(), "newLabelRecall", gates.newLabelRecall(), "calibrationError",
                gates.calibrationError(), "megabytes", gates.megabytes(), "milliseconds", gates.milliseconds());
    }

    private static Map<String, Object> earlyStopping(EarlyStoppingPlan plan) {
        return mapping("metric", key(plan.metric()), "minDelta", plan.minDelta(), "target", plan.target(), "gap", plan.gap(),
                "gapEpochs", plan.gapEpochs(), "stageSeconds", plan.stageSeconds(), "runSeconds", plan.runSeconds(),
                "runEpochs", plan.runEpochs());
    }

    private static Map<String, Object> stage(StagePlan stage) {
        return mapping("name", stage.name(), "thaw", thaw(stage.thaw()), "learningRate", stage.learningRate(),
                "epochs", stage.epochs(), "patience", stage.patience(), "schedule", schedule(stage.schedule()),
                "warmup", stage.warmup(), "bank", stage.bank());
    }

    private static Map<String, Object> hidden(HeadPlan.Hidden hidden) {
        return mapping("units", hidden.units(), "activation", key(hidden.activation()), "dropout", hidden.dropout());
    }

    private static Map<String, Object> rule(RegularizationPlan.Rule rule) {
        return mapping("layers", texts(rule.layers()), "except", texts(rule.except()),
                "on", RegularizationPlan.Role.ALL.stream().filter(rule.on()::contains).map(PlanWriter::key).toList(),
                "l1", rule.l1(), "l2", rule.l2(), "weightDecay", rule.weightDecay(),
                "activity", mapping("l1", rule.activityL1(), "l2", rule.activityL2()));
    }

    private static Object classWeights(ClassWeights weights) {
        if (weights instanceof ClassWeights.Given given) {
            return given.byLabel();
        }
        return weights instanceof ClassWeights.Balanced ? "balanced" : "none";
    }

    private static Object schedule(Schedule schedule) {
        if (schedule instanceof Schedule.Step step) {
            return mapping("step", mapping("every", step.every(), "factor", step.factor()));
        }
        if (schedule instanceof Schedule.Exponential exponential) {
            return mapping("exponential", mapping("factor", exponential.factor()));
        }
        if (schedule instanceof Schedule.Plateau plateau) {
            return mapping("plateau", mapping("factor", plateau.factor(), "patience", plateau.patience(),
                    "minDelta", plateau.minDelta()));
        }
        return schedule instanceof Schedule.Cosine ? "cosine" : "constant";
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
        if (thaw instanceof Thaw.Blocks blocks) {
            return Map.of("blocks", blocks.blocks());
        }
        if (thaw instanceof Thaw.Layers layers) {
            return Map.of("layers", texts(layers.patterns()));
        }
        if (thaw instanceof Thaw.Except except) {
            Map<String, Object> mapping = new LinkedHashMap<>();
            if (thaw(except.of()) instanceof Map<?, ?> of) {
                of.forEach((key, value) -> mapping.put((String) key, value));
            }
            mapping.put("except", texts(except.patterns()));
            return mapping;
        }
        return thaw instanceof Thaw.All ? "all" : "none";
    }

    private static List<String> texts(List<LayerPattern> patterns) {
        return patterns.stream().map(LayerPattern::text).toList();
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
