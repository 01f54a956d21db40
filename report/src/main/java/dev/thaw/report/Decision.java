package dev.thaw.report;

import java.util.List;

/**
 * What was decided about the candidate.
 *
 * @param reason for people, with the figures
 * @param gates in the order in which they were asked
 */
public record Decision(Outcome outcome, String reason, List<Gate> gates) {

    public enum Outcome {
        PROMOTED,
        REFUSED
    }

    /** Whether a gate let the candidate pass; NOT_ASKED: another had refused it before, or the plan does not ask for it. */
    public enum GateResult {
        PASSED,
        REFUSED,
        NOT_ASKED
    }

    /** @param evidence for people, with the figures; may be null */
    public record Gate(String name, GateResult result, String evidence) {

        public boolean passed() {
            return result == GateResult.PASSED;
        }

        public boolean refused() {
            return result == GateResult.REFUSED;
        }
    }

    public Decision {
        gates = List.copyOf(gates);
    }

    public boolean promoted() {
        return outcome == Outcome.PROMOTED;
    }
}
