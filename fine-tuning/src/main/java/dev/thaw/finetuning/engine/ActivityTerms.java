package dev.thaw.finetuning.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

import dev.thaw.finetuning.engine.LossOptions.ActivityPenalty;
import dev.thaw.finetuning.network.Network;

/** The penalties on activities in a graph: scalars by name, {@code activity l1 <layer>} or {@code activity l2 <layer>}. */
final class ActivityTerms {
    private final Map<String, SDVariable> byName = new LinkedHashMap<>();

    ActivityTerms(SameDiff sd, Network network, NetworkGraph layers, List<ActivityPenalty> penalties) {
        for (ActivityPenalty penalty : penalties) {
            SDVariable output = layers.output(penalty.layer());
            // the mean over batch and places, times the places: a sum divided by the batch, whatever its size
            long places = network.shapeOf(penalty.layer()).elements();
            if (penalty.l1() > 0) {
                byName.put("activity l1 " + penalty.layer(), sd.mean(sd.math.abs(output)).mul(penalty.l1() * places));
            }
            if (penalty.l2() > 0) {
                byName.put("activity l2 " + penalty.layer(), sd.mean(output.mul(output)).mul(penalty.l2() * places));
            }
        }
    }

    SDVariable addedTo(SDVariable loss) {
        return byName.values().stream().reduce(loss, SDVariable::add);
    }

    /** The variables of the terms, by name. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        byName.forEach((name, term) -> variables.put(name, term.name()));
        return variables;
    }
}
