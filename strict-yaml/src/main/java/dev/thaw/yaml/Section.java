package dev.thaw.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One mapping of a declaration being read. Each key that is asked for is known; what was wrong is collected with its path, and
 * the fallback is taken so that reading goes on to the next mistake.
 */
public final class Section {
    private final String path;
    private final JsonNode node;
    private final Reading reading;
    private final Set<String> known = new TreeSet<>();

    /** The whole of a declaration. @param node a missing node is an empty mapping */
    public Section(JsonNode node, Reading reading) {
        this("", node, reading);
    }

    Section(String path, JsonNode node, Reading reading) {
        this.path = path;
        this.reading = reading;
        boolean absent = node.isMissingNode() || node.isNull();
        if (!absent && !node.isObject()) {
            reading.mistake(path.isEmpty() ? "the " + reading.what() : path,
                    "must be a mapping of keys to values, not " + shown(node));
        }
        this.node = node.isObject() ? node : MissingNode.getInstance();
    }

    /** The mapping of a key; an empty one where it is missing. */
    public Section section(String key) {
        return element(key).section();
    }

    public boolean has(String key) {
        return !valueOf(key).isMissingNode();
    }

    /** The value of a key as it stands there. @param fallback what stands for the key where it is missing */
    public JsonNode value(String key, Object fallback) {
        reading.asked(pathOf(key), fallback);
        return valueOf(key);
    }

    /** @param fallback what stands for the key where it is missing */
    public Element element(String key, Object fallback) {
        reading.asked(pathOf(key), fallback);
        return element(key);
    }

    /** The value of a key that must be there; a missing node where it is not. */
    public JsonNode required(String key) {
        JsonNode value = value(key, Reading.REQUIRED);
        if (value.isMissingNode()) {
            mistake(key, "is missing");
        }
        return value;
    }

    public double number(String key, double fallback, Interval interval) {
        return element(key, fallback).number(fallback, interval);
    }

    /** Null where the key is missing or its value wrong. */
    public Double numberIfAny(String key, Interval interval) {
        double number = element(key, null).number(Double.NaN, interval);
        return Double.isNaN(number) ? null : Double.valueOf(number);
    }

    public int whole(String key, int fallback, int lowest, int highest) {
        return element(key, fallback).whole(fallback, lowest, highest);
    }

    public long whole(String key, long fallback, long lowest, long highest) {
        return element(key, fallback).whole(fallback, lowest, highest);
    }

    public boolean truth(String key, boolean fallback) {
        return element(key, fallback).truth(fallback);
    }

    public String text(String key, String fallback) {
        return element(key, fallback).text(fallback);
    }

    /** Empty where it is missing, which is a mistake. */
    public String requiredText(String key) {
        required(key);
        return text(key, "");
    }

    public <E extends Enum<E>> E choice(String key, E fallback, Class<E> type) {
        return element(key, fallback).choice(fallback, type);
    }

    public <T> List<T> list(String key, List<T> fallback, Function<Element, T> read) {
        return element(key, fallback).list(fallback, read);
    }

    /** A section, or a list of them. */
    public <T> List<T> oneOrMore(String key, Function<Section, T> read) {
        if (!has(key)) {
            return List.of();
        }
        return valueOf(key).isArray()
                ? element(key).list(List.of(), element -> read.apply(element.section()))
                : List.of(read.apply(section(key)));
    }

    /** A text, or a list of them; {@code "*"} stands for one of the list that is wrong. */
    public List<String> oneOrMoreTexts(String key, List<String> fallback) {
        return value(key, fallback).isTextual()
                ? List.of(text(key, ""))
                : list(key, fallback, element -> element.text("*"));
    }

    /** Numbers by keys that are free; 1 stands for one that is wrong. */
    public Map<String, Double> numbers(String key, Interval interval) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        valueOf(key).properties().forEach(field -> numbers.put(field.getKey(),
                new Element(pathOf(key) + "." + field.getKey(), field.getValue(), reading).number(1, interval)));
        return numbers;
    }

    /** True if nothing was wrong so far, here or anywhere else. */
    public boolean clean() {
        return reading.mistakes().isEmpty();
    }

    public void mistake(String key, String what) {
        reading.mistake(pathOf(key), what);
    }

    /** To be called last: every key that was never asked for is a mistake. */
    public void finish() {
        List<String> unknown = new ArrayList<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        unknown.forEach(key -> mistake(key, "is not a key of a " + reading.what() + NearestNames.asked(key, known)));
    }

    /** A value as it stands in messages, cut where it is long. */
    public static String shown(JsonNode value) {
        return Element.shown(value);
    }

    private Element element(String key) {
        return new Element(pathOf(key), valueOf(key), reading);
    }

    private JsonNode valueOf(String key) {
        known.add(key);
        JsonNode value = node.path(key);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
