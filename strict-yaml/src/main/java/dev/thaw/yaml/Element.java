package dev.thaw.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One value of a declaration being read: that of a key, or one of a list. Where it is missing or wrong the fallback is taken; only what is
 * wrong is a mistake.
 */
public final class Element {
    /** YAML 1.1 takes 1e-3 for text because it has no point; people do not. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final int LONGEST_SHOWN = 60;

    private final String path;
    private final JsonNode value;
    private final Reading reading;

    Element(String path, JsonNode value, Reading reading) {
        this.path = path;
        this.value = value;
        this.reading = reading;
    }

    public boolean isMapping() {
        return value.isObject();
    }

    /** The value as a mapping; an empty one if it is missing. */
    public Section section() {
        return new Section(path, value, reading);
    }

    public double number(double fallback, Interval interval) {
        if (value.isMissingNode()) {
            return fallback;
        }
        boolean written = value.isNumber() || value.isTextual() && NUMBER.matcher(value.textValue()).matches();
        double number = written ? Double.parseDouble(value.asText()) : Double.NaN;
        return interval.contains(number) ? number : wrong("must be a number " + interval, fallback);
    }

    public int whole(int fallback, int lowest, int highest) {
        return (int) whole((long) fallback, lowest, highest);
    }

    public long whole(long fallback, long lowest, long highest) {
        if (value.isMissingNode()) {
            return fallback;
        }
        boolean fits = value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= lowest
                && value.longValue() <= highest;
        return fits ? value.longValue() : wrong("must be a whole number from " + lowest + " to " + highest, fallback);
    }

    public boolean truth(boolean fallback) {
        if (value.isMissingNode()) {
            return fallback;
        }
        return value.isBoolean() ? value.booleanValue() : wrong("must be true or false", fallback);
    }

    public String text(String fallback) {
        if (value.isMissingNode()) {
            return fallback;
        }
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : wrong("must be a text", fallback);
    }

    /** One of the type's constants by its name, in capitals or not. */
    public <E extends Enum<E>> E choice(E fallback, Class<E> type) {
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
        reading.mistake(path, "must be one of " + String.join(", ", names) + ", not " + shown(value)
                + (value.isTextual() ? NearestNames.asked(value.textValue(), names) : ""));
        return fallback;
    }

    public <T> List<T> list(List<T> fallback, Function<Element, T> read) {
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isArray()) {
            return wrong("must be a list", fallback);
        }
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            elements.add(read.apply(new Element(path + "[" + i + "]", value.get(i), reading)));
        }
        return elements;
    }

    /** A value as it stands in messages. */
    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN - 3) + "..." : text;
    }

    private <T> T wrong(String rule, T fallback) {
        reading.mistake(path, rule + ", not " + shown(value));
        return fallback;
    }
}
