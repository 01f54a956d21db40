package dev.thaw.dataset;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is found while a declaration is read: its mistakes, and which keys were looked for, with what stands for each that is missing. */
final class Reading {
    static final String REQUIRED = "required";

    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, String> keys = new TreeMap<>();

    void mistake(String path, String what) {
        mistakes.add(path + ": " + what);
    }

    List<String> mistakes() {
        return mistakes;
    }

    /** Notes a key that a declaration may have. @param fallback what stands for it where it is missing; null: nothing */
    void asked(String path, Object fallback) {
        keys.putIfAbsent(path, shown(fallback));
    }

    /** Every key looked for, with its default as it would stand in a file. */
    Map<String, String> keys() {
        return keys;
    }

    private static String shown(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        return value instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : value.toString();
    }
}
