package dev.thaw.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is found while a declaration is read: its mistakes, and which keys were looked for, with what stands for each that is missing. */
public final class Reading {
    /** Stands in {@link #keys()} for a key that has to be there. */
    public static final String REQUIRED = "required";

    private final String what;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, String> keys = new TreeMap<>();

    /** @param what is read, for messages, without an article: "plan" */
    public Reading(String what) {
        this.what = what;
    }

    /** So far, each {@code path: what is wrong and what to do}. */
    public List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** Every key looked for so far, {@code stages[].name} for one in a list, with its default as it would stand in a file, or "required". */
    public Map<String, String> keys() {
        return new TreeMap<>(keys);
    }

    String what() {
        return what;
    }

    void mistake(String path, String mistake) {
        mistakes.add(path + ": " + mistake);
    }

    /** Notes a key that may be there. @param fallback what stands for it where it is missing; null: nothing */
    void asked(String path, Object fallback) {
        keys.putIfAbsent(path.replaceAll("\\[\\d+]", "[]"), shown(fallback));
    }

    private static String shown(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Collection<?> all) {
            return all.stream().map(Reading::shown).toList().toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        return value instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : value.toString();
    }
}
