package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.plan.ClassWeights;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.HeadPlan;
import dev.thaw.finetuning.plan.LayerPattern;
import dev.thaw.finetuning.plan.RegularizationPlan.Rule;
import dev.thaw.yaml.NearestNames;

/** Whether a plan fits a network and its labels, apart from its stages. */
final class PlanCheck {

    private PlanCheck() {
    }

    /** Each with its path. */
    static List<String> mistakes(FineTuningPlan plan, Network network, List<String> labels) {
        List<String> mistakes = new ArrayList<>();
        if (plan.head().output() == HeadPlan.Output.SIGMOID && labels.size() != 2) {
            mistakes.add("head.output: sigmoid is for two labels, not " + labels.size() + ": say softmax");
        }
        if (plan.classWeights() instanceof ClassWeights.Given given) {
            mistakes.addAll(unknown("classWeights", given.byLabel().keySet(), labels));
        }
        mistakes.addAll(unknown("gates.recallOf", plan.gates().recallOf().keySet(), labels));
        List<String> layers = network.nodes().stream().map(Node::name).toList();
        List<Rule> rules = plan.regularization().rules();
        for (int i = 0; i < rules.size(); i++) {
            String path = "regularization[" + i + "].";
            mistakes.addAll(unmatched(path + "layers", rules.get(i).layers(), layers));
            mistakes.addAll(unmatched(path + "except", rules.get(i).except(), layers));
        }
        return mistakes;
    }

    private static List<String> unknown(String path, Set<String> named, List<String> labels) {
        return named.stream().filter(label -> !labels.contains(label)).map(label -> path + ": there is no label " + label
                + "; did you mean " + NearestNames.to(label, labels, 1).get(0) + "?").toList();
    }

    private static List<String> unmatched(String path, List<LayerPattern> patterns, List<String> layers) {
        return patterns.stream()
                .filter(pattern -> layers.stream().noneMatch(pattern::matches))
                .map(pattern -> path + ": no layer is named " + pattern.text() + "; did you mean "
                        + String.join(", ", NearestNames.to(pattern.text(), layers, 3)) + "?")
                .toList();
    }
}
