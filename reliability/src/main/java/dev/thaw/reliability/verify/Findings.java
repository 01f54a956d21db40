package dev.thaw.reliability.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a verification has found wrong, one sentence each, and how much of what it has looked at: a verifier that looked at nothing
 * proves nothing.
 */
public final class Findings {
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, String> models = new TreeMap<>();

    void wrong(String sentence) {
        wrong.add(sentence);
    }

    /** @param what the plural of a thing */
    void looked(String what, long number) {
        counts.merge(what, number, Long::sum);
    }

    void model(String run, String sha256) {
        models.put(run, sha256);
    }

    /** Empty if all is well. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** How many of each kind of thing were looked at. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** The SHA-256 of each run's model file, by run. */
    public Map<String, String> models() {
        return new TreeMap<>(models);
    }
}
