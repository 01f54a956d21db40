package dev.thaw.finetuning.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.thaw.finetuning.plan.RegularizationPlan.Role;

/**
 * Reads a plan from YAML (or JSON, which is YAML). A key that is left out has the default plan's value; a key that is not
 * known is a mistake.
 */
public final class PlanReader {
    /** Keras's default for AdamW. */
    private static final double ADAMW_DECAY = 0.004;
    private static final int MANY = 1_000_000;
    private static final ObjectMapper YAML = new ObjectMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final FineTuningPlan standard = defaultPlan();
    private final List<String> mistakes = new ArrayList<>();

    private PlanReader() {
    }

    /** @throws InvalidPlanException with every mistake of the plan, each with its path */
    public static FineTuningPlan read(String yaml) {
        return new PlanReader().plan(parse(yaml));
    }

    /** The head, then the top of the backbone at a low rate. */
    public static FineTuningPlan defaultPlan() {
        return DefaultPlan.PLAN;
    }

    private static JsonNode parse(String yaml) {
        try {
            JsonNode node = YAML.readTree(yaml);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            throw new InvalidPlanException(
                    List.of(where + "is not YAML: " + e.getOriginalMessage().lines().findFirst().orElse("")));
        }
    }

    private FineTuningPlan plan(JsonNode node) {
        PlanSection root = new PlanSection("", node, mistakes);
        OptimizerPlan optimizer = optimizer(root.section("optimizer"));
        FineTuningPlan plan = new FineTuningPlan(
                root.whole("seed", standard.seed()),
                root.integer("batchSize", standard.batchSize(), 1, MANY),
                head(root.section("head")),
                optimizer,
                AugmentationReader.read(root.section("augmentation"), standard.augmentation()),
                regularization(root.section("regularization"), optimizer),
                root.number("labelSmoothing", standard.labelSmoothing(), Range.BELOW_ONE),
                root.choice("classWeights", standard.classWeights(), FineTuningPlan.ClassWeights.class),
                earlyStopping(root.section("earlyStopping")),
                stages(root),
                gates(root.section("gates")));
        root.finish();
        if (!mistakes.isEmpty()) {
            throw new InvalidPlanException(mistakes);
        }
        return plan;
    }

    private HeadPlan head(PlanSection section) {
        HeadPlan head = new HeadPlan(
                section.choice("pooling", standard.head().pooling(), HeadPlan.Pooling.class),
                section.number("dropout", standard.head().dropout(), Range.BELOW_ONE),
                section.list("hidden", standard.head().hidden(), element -> element.integer(1, 1, MANY)));
        section.finish();
        return head;
    }

    private OptimizerPlan optimizer(PlanSection section) {
        OptimizerPlan optimizer = new OptimizerPlan(
                section.choice("type", standard.optimizer().type(), OptimizerPlan.Type.class),
                section.number("momentum", standard.optimizer().momentum(), Range.BELOW_ONE),
                section.truth("nesterov", standard.optimizer().nesterov()),
                section.number("clipNorm", standard.optimizer().clipNorm(), Range.NOT_NEGATIVE));
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

    private RegularizationPlan regularization(PlanSection section, OptimizerPlan optimizer) {
        double decay = optimizer.type() == OptimizerPlan.Type.ADAMW ? ADAMW_DECAY : standard.regularization().weightDecay();
        List<Role> on = section.list("on", List.copyOf(standard.regularization().on()),
                element -> element.choice(Role.KERNEL, Role.class));
        RegularizationPlan regularization = new RegularizationPlan(
                section.number("l2", standard.regularization().l2(), Range.NOT_NEGATIVE),
                section.number("l1", standard.regularization().l1(), Range.NOT_NEGATIVE),
                section.number("weightDecay", decay, Range.NOT_NEGATIVE),
                on.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(on));
        section.finish();
        return regularization;
    }

    private EarlyStoppingPlan earlyStopping(PlanSection section) {
        EarlyStoppingPlan stopping = new EarlyStoppingPlan(
                section.choice("metric", standard.earlyStopping().metric(), EarlyStoppingPlan.Metric.class),
                section.number("minDelta", standard.earlyStopping().minDelta(), Range.NOT_NEGATIVE));
        section.finish();
        return stopping;
    }

    private GatesPlan gates(PlanSection section) {
        GatesPlan gates = new GatesPlan(section.number("margin", standard.gates().margin(), Range.BELOW_ONE));
        section.finish();
        return gates;
    }

    private List<StagePlan> stages(PlanSection root) {
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
