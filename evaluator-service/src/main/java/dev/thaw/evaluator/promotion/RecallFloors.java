package dev.thaw.evaluator.promotion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import dev.thaw.contract.event.ClassMetrics;
import dev.thaw.contract.event.GateResult;
import dev.thaw.contract.event.Metrics;
import dev.thaw.finetuning.plan.GatesPlan;

/** Holds the recall of labels against the plan's floors. */
final class RecallFloors {
    private final GatesPlan plan;
    private final List<ClassMetrics> classes;

    RecallFloors(GatesPlan plan, Metrics test) {
        this.plan = plan;
        this.classes = test.images() == 0 ? List.of() : test.perClass();
    }

    /** Empty if the plan has no floor. */
    Optional<GateResult> ofLabels() {
        return result(Gate.RECALL, classes, label -> plan.floorOf(label.label()));
    }

    /** @param known the champion's labels @return empty if there is no new label, or the plan has no floor for them */
    Optional<GateResult> ofNewLabels(List<String> known) {
        return result(Gate.NEW_LABELS, classes.stream().filter(label -> !known.contains(label.label())).toList(),
                label -> plan.newLabelRecall());
    }

    /** The figure is that of the label that is farthest below its floor, or least above it. */
    private static Optional<GateResult> result(Gate gate, List<ClassMetrics> labels, ToDoubleFunction<ClassMetrics> floor) {
        List<ClassMetrics> asked = labels.stream().filter(label -> floor.applyAsDouble(label) > 0)
                .sorted(Comparator.comparingDouble(label -> recall(label) - floor.applyAsDouble(label))).toList();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        ClassMetrics worst = asked.get(0);
        List<String> below = new ArrayList<>();
        asked.stream().filter(label -> recall(label) < floor.applyAsDouble(label))
                .forEach(label -> below.add(sentence(label, floor.applyAsDouble(label))));
        return Optional.of(PromotionGates.result(gate, below.isEmpty(), worst.recall(), floor.applyAsDouble(worst),
                below.isEmpty()
                        ? sentence(worst, floor.applyAsDouble(worst))
                        : String.join(", ", below)));
    }

    private static String sentence(ClassMetrics label, double floor) {
        return label.recall() == null
                ? String.format(Locale.ROOT, "the label %s has no test images to show a recall of %s", label.label(), floor)
                : String.format(Locale.ROOT, "the recall of %s is %.4f, at least %s is asked for", label.label(), label.recall(),
                        floor);
    }

    private static double recall(ClassMetrics label) {
        return label.recall() == null ? -1 : label.recall();
    }
}
