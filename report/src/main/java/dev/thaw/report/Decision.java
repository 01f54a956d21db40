package dev.thaw.report;

import java.util.List;

/**
 * What was decided about the candidate.
 *
 * @param reason for people, with the figures
 * @param gates what each of them found, in the order in which they were asked; empty if it is not known
 */
public record Decision(Outcome outcome, String reason, List<Gate> gates) {

    public enum Outcome {
        PROMOTED,
        REFUSED
    }

    /** @param evidence for people, with the figures; may be null */
    public record Gate(String name, boolean passed, String evidence) {
    }

    public Decision {
        gates = List.copyOf(gates);
    }

    public boolean promoted() {
        return outcome == Outcome.PROMOTED;
    }
}
