package dev.thaw.ingest.dataset;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of objects that are named {@code <folder>/<number>.json}. */
public final class Versions {
    private static final Pattern NUMBERED = Pattern.compile("(?:.*/)?([1-9]\\d{0,8})\\.json");

    private Versions() {
    }

    /** The object's number, or 0 if it has none. */
    static int of(String key) {
        Matcher numbered = NUMBERED.matcher(key);
        return numbered.matches() ? Integer.parseInt(numbered.group(1)) : 0;
    }

    /** The highest number among the keys. */
    public static OptionalInt highest(List<String> keys) {
        return keys.stream().mapToInt(Versions::of).filter(version -> version > 0).max();
    }
}
