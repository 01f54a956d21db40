package dev.thaw.yaml;

import java.util.List;

/** A text that is no YAML, or more than {@link StrictYaml} reads. */
public final class MalformedYamlException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<String> mistakes;

    MalformedYamlException(List<String> mistakes) {
        super(String.join("; ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Each with its line and column where they are known. */
    public List<String> mistakes() {
        return mistakes;
    }
}
