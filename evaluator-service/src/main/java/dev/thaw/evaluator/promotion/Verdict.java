package dev.thaw.evaluator.promotion;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.thaw.contract.event.Comparison;
import dev.thaw.contract.event.GateResult;

/**
 * What the gates say of a candidate.
 *
 * @param gates what each of them found
 * @param summary how good the candidate is, beside the champion if there is one; for people, with the figures
 * @param comparison with the champion; null if there is none, or it cannot be compared
 * @param championAccuracy on the images of the comparison; null without one
 */
public record Verdict(List<GateResult> gates, String summary, Comparison comparison, Double championAccuracy) {

    public Verdict {
        gates = List.copyOf(gates);
    }

    public boolean promoted() {
        return gates.stream().allMatch(GateResult::passed);
    }

    /** The first gate that refuses. */
    public Optional<String> gate() {
        return gates.stream().filter(gate -> !gate.passed()).map(GateResult::gate).findFirst();
    }

    /** Why it is promoted, or every reason why it is not. */
    public String reason() {
        return promoted()
                ? summary
                : gates.stream().filter(gate -> !gate.passed()).map(GateResult::sentence).collect(Collectors.joining("; "));
    }
}
