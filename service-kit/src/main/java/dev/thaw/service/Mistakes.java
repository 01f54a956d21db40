package dev.thaw.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a configuration. */
public final class Mistakes {
    private final List<String> sentences = new ArrayList<>();

    /** Notes what is wrong, in a sentence. */
    public Mistakes add(String sentence) {
        sentences.add(sentence);
        return this;
    }

    /** Notes the sentence unless the condition holds. */
    public Mistakes unless(boolean good, String sentence) {
        return good ? this : add(sentence);
    }

    /** The value of a key must not be less. */
    public Mistakes atLeast(String key, long value, long least) {
        return unless(value >= least, key + " must be at least " + least + ", not " + value);
    }

    /** The value of a key must be longer than no time at all. */
    public Mistakes positive(String key, Duration value) {
        return unless(!value.isNegative() && !value.isZero(), key + " must be longer than 0, not " + value);
    }

    /** In the order in which they were noted. */
    public List<String> list() {
        return List.copyOf(sentences);
    }
}
