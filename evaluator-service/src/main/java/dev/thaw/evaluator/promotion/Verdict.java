package dev.thaw.evaluator.promotion;

/** What the gates say of a candidate; the reason is for people and has the figures. */
public sealed interface Verdict {

    String reason();

    record Promoted(String reason) implements Verdict {
    }

    record Refused(Gate gate, String reason) implements Verdict {
    }
}
