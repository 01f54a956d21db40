package dev.thaw.dataset;

import java.util.List;

/** A data set that cannot be declared so; {@link #mistakes()} has every mistake with its path. */
public final class InvalidDatasetException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String what;
    private final transient List<String> mistakes;

    /** @param what was read: a file, or an object of the bucket */
    public InvalidDatasetException(String what, List<String> mistakes) {
        super(mistakes.size() == 1
                ? what + " has a mistake: " + mistakes.get(0)
                : what + " has " + mistakes.size() + " mistakes:\n  " + String.join("\n  ", mistakes));
        this.what = what;
        this.mistakes = List.copyOf(mistakes);
    }

    /** Each {@code path: what is wrong and what to do}. */
    public List<String> mistakes() {
        return mistakes;
    }

    /** The message without line breaks. */
    public String inOneLine() {
        return what + " has " + (mistakes.size() == 1 ? "a mistake: " : mistakes.size() + " mistakes: ")
                + String.join("; ", mistakes);
    }
}
