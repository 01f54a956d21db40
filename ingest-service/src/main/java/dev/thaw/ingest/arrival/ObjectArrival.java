package dev.thaw.ingest.arrival;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.Split;

/**
 * The arrival that an object is by its key, {@code arrivals/<data set>/<label>/<anything>}, and by what it says of itself in its
 * metadata (without S3's {@code x-amz-meta-}; values may be URL-encoded): {@code thaw-split}, {@code thaw-source},
 * {@code thaw-series} and {@code thaw-field-<name>}. Folders below the label's are its series if it names none.
 */
public final class ObjectArrival {
    /** Where originals are. */
    public static final String FOLDER = "arrivals/";
    private static final String SOURCE = "bucket";
    private static final String FIELD = "thaw-field-";
    private static final int LONGEST_KEY = 1024;
    private static final Pattern KEY = Pattern.compile("arrivals/([A-Za-z0-9][A-Za-z0-9._-]{0,99})/([^/]+)/(.+)",
            Pattern.DOTALL);

    private ObjectArrival() {
    }

    /** True if the object lies where arrivals lie. */
    public static boolean is(String key) {
        return key.length() <= LONGEST_KEY && KEY.matcher(key).matches()
                && key.chars().noneMatch(c -> c < ' ' || c == '\\')
                && Arrays.stream(key.split("/", -1)).noneMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."));
    }

    /**
     * @param metadata names in lower case
     * @return empty if the object lies elsewhere
     * @throws IllegalArgumentException if its metadata make no sense, with a sentence for people
     */
    public static Optional<ImageArrived> of(String key, Map<String, String> metadata) {
        Matcher parts = KEY.matcher(key);
        if (!is(key) || !parts.matches()) {
            return Optional.empty();
        }
        String label = parts.group(2);
        String rest = parts.group(3);
        return Optional.of(new ImageArrived(parts.group(1), said(metadata, "thaw-source", SOURCE), label + "/" + rest, label, key,
                null, split(key, metadata.get("thaw-split")), 0, said(metadata, "thaw-series", folder(rest)), fields(metadata)));
    }

    private static Split split(String key, String said) {
        for (Split split : Split.values()) {
            if (split.name().equalsIgnoreCase(said)) {
                return split;
            }
        }
        if (said != null) {
            throw new IllegalArgumentException("the metadata thaw-split of the object " + key
                    + " must be train, validation or test, not \"" + said + "\"");
        }
        return null;
    }

    private static String folder(String rest) {
        int end = rest.lastIndexOf('/');
        return end < 0 ? null : rest.substring(0, end);
    }

    private static Map<String, String> fields(Map<String, String> metadata) {
        Map<String, String> fields = new TreeMap<>();
        metadata.keySet().stream().filter(name -> name.startsWith(FIELD))
                .forEach(name -> fields.put(name.substring(FIELD.length()), said(metadata, name, "")));
        return fields;
    }

    private static String said(Map<String, String> metadata, String name, String otherwise) {
        String value = metadata.get(name);
        return value == null || value.isBlank() ? otherwise : URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
