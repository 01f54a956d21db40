package dev.thaw.finetuning.plan;

import java.util.List;

/** A plan that cannot be followed; {@link #mistakes()} has every mistake with its path. */
public final class InvalidPlanException extends RuntimeException {
    private final transient List<String> mistakes;

    public InvalidPlanException(List<String> mistakes) {
        super(mistakes.size() == 1
                ? "the plan has a mistake: " + mistakes.get(0)
                : "the plan has " + mistakes.size() + " mistakes:\n  " + String.join("\n  ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Each {@code path: what is wrong and what to do}. */
    public List<String> mistakes() {
        return mistakes;
    }
}
