package dev.thaw.finetuning.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is found while a plan is read: its mistakes, and which keys were looked for, with what stands for each that is missing. */
final class PlanReading {
    static final String REQUIRED = "required";

    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, String> keys = new TreeMap<>();

    void mistake(String path, String what) {
        mistakes.add(path + ": " + what);
    }

    List<String> mistakes() {
        return mistakes;
    }

    /** Notes a key that a plan may have. @param fallback what stands for it where it is missing */
    void asked(String path, Object fallback) {
        keys.putIfAbsent(path.replaceAll("\\[\\d+]", "[]"), shown(fallback));
    }

    /** Every key looked for, {@code stages[].name} for one in a list, with its default as it would stand in a plan, or "required". */
    Map<String, String> keys() {
        return keys;
    }

    private static String shown(Object value) {
        if (value instanceof Collection<?> all) {
            return all.stream().map(PlanReading::shown).toList().toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Factor factor) {
            return shown(List.of(factor.low(), factor.high()));
        }
        return value instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
