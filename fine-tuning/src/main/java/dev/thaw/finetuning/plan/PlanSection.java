package dev.thaw.finetuning.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One mapping of a plan being read. Each key that is asked for is known; what was wrong is collected with its path, and
 * the fallback is taken so that reading goes on to the next mistake.
 */
final class PlanSection {
    /** YAML 1.1 takes 1e-3 for text because it has no point; people do not. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private final String path;
    private final JsonNode node;
    private final PlanReading reading;
    private final Set<String> known = new TreeSet<>();

    PlanSection(String path, JsonNode node, PlanReading reading) {
        this.path = path;
        this.reading = reading;
        boolean absent = node.isMissingNode() || node.isNull();
        if (!absent && !node.isObject()) {
            reading.mistake(path.isEmpty() ? "the plan" : path, "must be a mapping of keys to values, not " + shown(node));
        }
        this.node = node.isObject() ? node : MissingNode.getInstance();
    }

    PlanSection section(String key) {
        return new PlanSection(pathOf(key), value(key), reading);
    }

    /** A section, or a list of them. */
    <T> List<T> oneOrMore(String key, Function<PlanSection, T> read) {
        JsonNode value = value(key);
        if (value.isMissingNode()) {
            return List.of();
        }
        return value.isArray()
                ? list(key, List.of(), element -> read.apply(element.section()))
                : List.of(read.apply(section(key)));
    }

    /** A name, or a list of them. */
    List<String> oneOrMoreTexts(String key, List<String> fallback) {
        JsonNode value = value(key, fallback);
        return value.isTextual() ? List.of(text(key, "")) : list(key, fallback, element -> element.text("*"));
    }

    /** Numbers by keys that are free. */
    Map<String, Double> numbers(String key, Range range) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        value(key).properties().forEach(field -> numbers.put(field.getKey(),
                number(pathOf(key) + "." + field.getKey(), field.getValue(), 1, range)));
        return numbers;
    }

    /** Notes that the key must be there. */
    void required(String key) {
        reading.asked(pathOf(key), PlanReading.REQUIRED);
        if (!has(key)) {
            mistake(key, "is missing");
        }
    }

    boolean has(String key) {
        return !value(key).isMissingNode();
    }

    /** @param fallback what stands for the key where it is missing */
    JsonNode value(String key, Object fallback) {
        reading.asked(pathOf(key), fallback);
        return value(key);
    }

    private JsonNode value(String key) {
        known.add(key);
        JsonNode value = node.path(key);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    double number(String key, double fallback, Range range) {
        JsonNode value = value(key, fallback);
        return value.isMissingNode() ? fallback : number(pathOf(key), value, fallback, range);
    }

    /**
     * A range written as [low, high], or as one number.
     *
     * @param one what one number may be
     * @param ofOne the range that it stands for
     * @param pair what each of two may be
     */
    Factor factor(String key, Factor fallback, Range one, DoubleFunction<Factor> ofOne, Range pair) {
        JsonNode value = value(key, fallback);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isArray()) {
            double number = number(pathOf(key), value, Double.NaN, one);
            return Double.isNaN(number) ? fallback : ofOne.apply(number);
        }
        if (value.size() != 2) {
            mistake(key, "must be a number or a pair [low, high], not " + shown(value));
            return fallback;
        }
        double low = number(pathOf(key) + "[0]", value.get(0), Double.NaN, pair);
        double high = number(pathOf(key) + "[1]", value.get(1), Double.NaN, pair);
        if (low > high) {
            mistake(key, "must not fall from low to high, but it does: " + shown(value));
        }
        return low <= high ? new Factor(low, high) : fallback;
    }

    int integer(String key, int fallback, int lowest, int highest) {
        JsonNode value = value(key, fallback);
        return value.isMissingNode() ? fallback : integer(pathOf(key), value, fallback, lowest, highest);
    }

    long whole(String key, long fallback) {
        JsonNode value = value(key, fallback);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            mistake(key, "must be a whole number of at most 64 bits, not " + shown(value));
            return fallback;
        }
        return value.longValue();
    }

    boolean truth(String key, boolean fallback) {
        JsonNode value = value(key, fallback);
        if (!value.isMissingNode() && !value.isBoolean()) {
            mistake(key, "must be true or false, not " + shown(value));
        }
        return value.isBoolean() ? value.booleanValue() : fallback;
    }

    String text(String key, String fallback) {
        JsonNode value = value(key, fallback);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            mistake(key, "must be a name, not " + shown(value));
            return fallback;
        }
        return value.textValue();
    }

    <T extends Enum<T>> T choice(String key, T fallback, Class<T> type) {
        JsonNode value = value(key, fallback);
        return value.isMissingNode() ? fallback : choice(pathOf(key), value, fallback, type);
    }

    <T> List<T> list(String key, List<T> fallback, Function<Element, T> read) {
        JsonNode value = value(key, fallback);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isArray()) {
            mistake(key, "must be a list, not " + shown(value));
            return fallback;
        }
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            elements.add(read.apply(new Element(pathOf(key) + "[" + i + "]", value.get(i))));
        }
        return elements;
    }

    /** One element of a list, read by its section's rules. */
    final class Element {
        private final String elementPath;
        private final JsonNode value;

        private Element(String elementPath, JsonNode value) {
            this.elementPath = elementPath;
            this.value = value;
        }

        int integer(int fallback, int lowest, int highest) {
            return PlanSection.this.integer(elementPath, value, fallback, lowest, highest);
        }

        <T extends Enum<T>> T choice(T fallback, Class<T> type) {
            return PlanSection.this.choice(elementPath, value, fallback, type);
        }

        String text(String fallback) {
            if (value.isTextual() && !value.textValue().isBlank()) {
                return value.textValue();
            }
            reading.mistake(elementPath, "must be a name, not " + shown(value));
            return fallback;
        }

        boolean isMapping() {
            return value.isObject();
        }

        PlanSection section() {
            return new PlanSection(elementPath, value, reading);
        }
    }

    void mistake(String key, String what) {
        reading.mistake(pathOf(key), what);
    }

    /** To be called last: every key that was never asked for is a mistake. */
    void finish() {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                mistake(key, "is not a key of a plan; did you mean " + NearestNames.to(key, known, 1).get(0) + "?");
            }
        });
    }

    private double number(String at, JsonNode value, double fallback, Range range) {
        boolean written = value.isNumber() || value.isTextual() && NUMBER.matcher(value.textValue()).matches();
        double number = written ? Double.parseDouble(value.asText()) : Double.NaN;
        if (!range.contains(number)) {
            reading.mistake(at, "must be a number " + range + ", not " + shown(value));
            return fallback;
        }
        return number;
    }

    private int integer(String at, JsonNode value, int fallback, int lowest, int highest) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < lowest || value.intValue() > highest) {
            reading.mistake(at, "must be a whole number from " + lowest + " to " + highest + ", not " + shown(value));
            return fallback;
        }
        return value.intValue();
    }

    private <T extends Enum<T>> T choice(String at, JsonNode value, T fallback, Class<T> type) {
        for (T constant : type.getEnumConstants()) {
            if (value.isTextual() && value.textValue().equals(constant.name().toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        List<String> names = Stream.of(type.getEnumConstants()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
        reading.mistake(at, "must be one of " + String.join(", ", names) + ", not " + shown(value)
                + (value.isTextual() ? "; did you mean " + NearestNames.to(value.textValue(), names, 1).get(0) + "?" : ""));
        return fallback;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }
}
