package dev.thaw.finetuning.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.yaml.Interval;
import dev.thaw.yaml.MalformedYamlException;
import dev.thaw.yaml.Reading;
import dev.thaw.yaml.Section;
import dev.thaw.yaml.StrictYaml;

/**
 * Reads a plan from YAML (or JSON, which is YAML). A key that is left out has the default plan's value; a key that is not
 * known is a mistake.
 */
public final class PlanReader {
    private static final int MANY = 1_000_000;

    private final FineTuningPlan standard = defaultPlan();
    private final Reading reading = new Reading("plan");

    private PlanReader() {
    }

    /** @throws InvalidPlanException with every mistake of the plan, each with its path */
    public static FineTuningPlan read(String yaml) {
        return new PlanReader().plan(parse(yaml));
    }

    /** The keys looked for while a plan is read, with their defaults: those of the sections it has, and of all that stand at the top. */
    static Map<String, String> keysOf(String yaml) {
        PlanReader reader = new PlanReader();
        reader.plan(parse(yaml));
        return reader.reading.keys();
    }

    /** The head, then the top of the backbone at a low rate. */
    public static FineTuningPlan defaultPlan() {
        return DefaultPlan.PLAN;
    }

    private static JsonNode parse(String yaml) {
        try {
            return StrictYaml.read(yaml);
        } catch (MalformedYamlException e) {
            throw new InvalidPlanException(e.mistakes());
        }
    }

    private FineTuningPlan plan(JsonNode node) {
        Section root = new Section(node, reading);
        OptimizerPlan optimizer = optimizer(root.section("optimizer"));
        FineTuningPlan plan = new FineTuningPlan(
                root.whole("seed", standard.seed(), Long.MIN_VALUE, Long.MAX_VALUE),
                root.whole("batchSize", standard.batchSize(), 1, MANY),
                HeadReader.read(root.section("head"), standard.head()),
                optimizer,
                AugmentationReader.read(root.section("augmentation"), standard.augmentation()),
                featureBank(root.section("featureBank")),
                RegularizationReader.read(root, optimizer.type()),
                root.number("labelSmoothing", standard.labelSmoothing(), Interval.BELOW_ONE),
                classWeights(root),
                EarlyStoppingReader.read(root.section("earlyStopping"), standard.earlyStopping()),
                stages(root),
                GatesReader.read(root.section("gates"), standard.gates()));
        root.finish();
        if (!reading.mistakes().isEmpty()) {
            throw new InvalidPlanException(reading.mistakes());
        }
        return plan;
    }

    private ClassWeights classWeights(Section root) {
        JsonNode value = root.value("classWeights", "none");
        if (value.isObject()) {
            return new ClassWeights.Given(root.numbers("classWeights", Interval.POSITIVE));
        }
        if (value.isMissingNode() || value.isTextual() && value.textValue().equals("none")) {
            return new ClassWeights.None();
        }
        if (!value.isTextual() || !value.textValue().equals("balanced")) {
            root.mistake("classWeights",
                    "must be none, balanced or a mapping of labels to numbers, not " + Section.shown(value));
        }
        return new ClassWeights.Balanced();
    }

    private OptimizerPlan optimizer(Section section) {
        OptimizerPlan optimizer = new OptimizerPlan(
                section.choice("type", standard.optimizer().type(), OptimizerPlan.Type.class),
                section.number("momentum", standard.optimizer().momentum(), Interval.BELOW_ONE),
                section.truth("nesterov", standard.optimizer().nesterov()),
                clip(section),
                section.whole("accumulate", standard.optimizer().accumulate(), 1, MANY),
                section.number("average", standard.optimizer().average(), Interval.BELOW_ONE),
                section.number("layerDecay", standard.optimizer().layerDecay(), Interval.SHARE));
        boolean adaptive = optimizer.type() == OptimizerPlan.Type.ADAM || optimizer.type() == OptimizerPlan.Type.ADAMW;
        if (adaptive && optimizer.momentum() > 0) {
            section.mistake("momentum", "is for sgd and rmsprop; adam has its own: leave it out");
        }
        if (optimizer.nesterov() && (optimizer.type() != OptimizerPlan.Type.SGD || optimizer.momentum() == 0)) {
            section.mistake("nesterov", "needs type sgd and a momentum above 0");
        }
        section.finish();
        return optimizer;
    }

    private ClipPlan clip(Section section) {
        ClipPlan standardClip = standard.optimizer().clip();
        ClipPlan clip = new ClipPlan(section.number("clipNorm", standardClip.norm(), Interval.NOT_NEGATIVE),
                section.number("clipGlobalNorm", standardClip.globalNorm(), Interval.NOT_NEGATIVE),
                section.number("clipValue", standardClip.value(), Interval.NOT_NEGATIVE));
        if (DoubleStream.of(clip.norm(), clip.globalNorm(), clip.value()).filter(limit -> limit > 0).count() > 1) {
            section.mistake("clipNorm", "only one of clipNorm, clipGlobalNorm and clipValue can be above 0");
        }
        return clip;
    }

    private FeatureBankPlan featureBank(Section section) {
        FeatureBankPlan bank = new FeatureBankPlan(
                section.choice("precision", standard.featureBank().precision(), FeatureBankPlan.Precision.class));
        section.finish();
        return bank;
    }

    private List<StagePlan> stages(Section root) {
        List<StagePlan> stages = root.list("stages", standard.stages(), element -> StageReader.read(element.section()));
        if (stages.isEmpty()) {
            root.mistake("stages", "must have at least one stage");
            return standard.stages();
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < stages.size(); i++) {
            if (!names.add(stages.get(i).name()) && root.has("stages")) {
                root.mistake("stages[" + i + "].name", "two stages are named " + stages.get(i).name());
            }
        }
        return stages;
    }
}
