package dev.thaw.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.thaw.contract.text.PlainName;

/**
 * One mapping of a declaration being read. Each key that is asked for is known; what was wrong is collected with its path, and
 * the fallback is taken so that reading goes on to the next mistake.
 */
final class Section {
    /** YAML 1.1 takes 1e-3 for text because it has no point; people do not. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private final String path;
    private final JsonNode node;
    private final Reading reading;
    private final Set<String> known = new TreeSet<>();

    Section(String path, JsonNode node, Reading reading) {
        this.path = path;
        this.reading = reading;
        boolean absent = node.isMissingNode() || node.isNull();
        if (!absent && !node.isObject()) {
            reading.mistake(path.isEmpty() ? "the data set" : path, "must be a mapping of keys to values, not " + shown(node));
        }
        this.node = node.isObject() ? node : MissingNode.getInstance();
    }

    Section section(String key) {
        return new Section(pathOf(key), value(key), reading);
    }

    boolean has(String key) {
        return !value(key).isMissingNode();
    }

    /** @param fallback what stands for the key where it is missing */
    JsonNode value(String key, Object fallback) {
        reading.asked(pathOf(key), fallback);
        return value(key);
    }

    /** The value of a key that must be there; a missing node where it is not. */
    JsonNode required(String key) {
        JsonNode value = value(key, Reading.REQUIRED);
        if (value.isMissingNode()) {
            mistake(key, "is missing");
        }
        return value;
    }

    double number(String key, double fallback, Interval interval) {
        return number(key, value(key, fallback), fallback, interval);
    }

    /** Null where the key is missing. */
    Double numberIfAny(String key, Interval interval) {
        JsonNode value = value(key, null);
        return value.isMissingNode() ? null : Double.valueOf(number(key, value, interval.high(), interval));
    }

    int whole(String key, int fallback, int lowest, int highest) {
        return (int) whole(key, (long) fallback, lowest, highest);
    }

    long whole(String key, long fallback, long lowest, long highest) {
        JsonNode value = value(key, fallback);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < lowest || value.longValue() > highest) {
            mistake(key, "must be a whole number from " + lowest + " to " + highest + ", not " + shown(value));
            return fallback;
        }
        return value.longValue();
    }

    /** A text that may become part of object keys and record keys. */
    String name(String key) {
        JsonNode value = required(key);
        if (!value.isMissingNode() && !(value.isTextual() && PlainName.matches(value.textValue()))) {
            mistake(key, "must be " + PlainName.RULE + ", not " + shown(value));
        }
        return value.asText();
    }

    /** Empty where it is missing, which is a mistake. */
    String requiredText(String key) {
        required(key);
        return text(key, "");
    }

    /** True if nothing was wrong so far, here or anywhere else. */
    boolean clean() {
        return reading.mistakes().isEmpty();
    }

    String text(String key, String fallback) {
        JsonNode value = value(key, fallback);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            mistake(key, "must be a text, not " + shown(value));
            return fallback;
        }
        return value.textValue();
    }

    <E extends Enum<E>> E choice(String key, E fallback, Class<E> type) {
        JsonNode value = value(key, fallback);
        if (value.isMissingNode()) {
            return fallback;
        }
        for (E constant : type.getEnumConstants()) {
            if (value.isTextual() && value.textValue().equalsIgnoreCase(constant.name())) {
                return constant;
            }
        }
        List<String> names = Stream.of(type.getEnumConstants()).map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        mistake(key, "must be one of " + String.join(", ", names) + ", not " + shown(value)
                + (value.isTextual() ? NearestName.asked(value.textValue(), names) : ""));
        return fallback;
    }

    void mistake(String key, String what) {
        reading.mistake(pathOf(key), what);
    }

    /** To be called last: every key that was never asked for is a mistake. */
    void finish() {
        List<String> unknown = new ArrayList<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        unknown.forEach(key -> mistake(key, "is not a key of "
                + (path.isEmpty() ? "a data set" : path) + NearestName.asked(key, known)));
    }

    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }

    private double number(String key, JsonNode value, double fallback, Interval interval) {
        if (value.isMissingNode()) {
            return fallback;
        }
        boolean written = value.isNumber() || value.isTextual() && NUMBER.matcher(value.textValue()).matches();
        double number = written ? Double.parseDouble(value.asText()) : Double.NaN;
        if (!interval.contains(number)) {
            mistake(key, "must be a number " + interval + ", not " + shown(value));
            return fallback;
        }
        return number;
    }

    private JsonNode value(String key) {
        known.add(key);
        JsonNode value = node.path(key);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
