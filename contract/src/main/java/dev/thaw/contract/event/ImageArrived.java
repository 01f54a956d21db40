package dev.thaw.contract.event;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One labelled image: an object in the bucket, or its bytes inline.
 *
 * <p>An object in the folder {@code arrivals/<data set>/<label>/} is one arrival, whoever tells of it and however often: an event,
 * the S3 server's notification, a listing of the bucket. Any other arrival is what its source and name say.
 *
 * @param dataset the data set it is for
 * @param source who sent it: a folder, a camera, a line; part of the key, so that one source stays in order
 * @param name what the sender calls it, unique within the source
 * @param label its class
 * @param object the key of the original in the bucket, or null if inline
 * @param inline the original's bytes as Base64, or null; at most {@link #INLINE_LIMIT} bytes before encoding
 * @param split the split that the sender wants: "train" lets Thaw take its share for validation out of it; null leaves the choice to Thaw
 * @param attempt 0 as it was sent first; a higher number asks to judge anew what was rejected before; missing means 0
 * @param series what it was taken together with, such as a video, a burst or a patient; null: nothing is known of that
 * @param fields what else the sender knows of it, by name; at most {@link #FIELDS_LIMIT}; missing means none
 */
public record ImageArrived(String dataset, String source, String name, String label, String object, String inline,
        Split split, Integer attempt, String series, Map<String, String> fields) implements Event {

    /** Bytes of an inline image at most, before Base64. */
    public static final int INLINE_LIMIT = 64 * 1024;
    /** Fields of an arrival at most. */
    public static final int FIELDS_LIMIT = 32;
    private static final String FOLDER = "arrivals/";

    public ImageArrived {
        Check.name("dataset", dataset);
        Check.line("source", source);
        Check.line("name", name);
        Check.line("label", label);
        attempt = attempt == null ? 0 : attempt;
        Check.atLeast("attempt", attempt, 0);
        if ((object == null) == (inline == null)) {
            throw new IllegalArgumentException("an arrival names either an object or inline bytes, and not both");
        }
        if (object != null) {
            Check.object("object", object, FOLDER + dataset + "/");
        }
        if (series != null) {
            Check.line("series", series);
        }
        // sorted, so that the same fields make the same bytes
        fields = fields == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(fields));
        if (fields.size() > FIELDS_LIMIT || fields.values().stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("fields must be at most " + FIELDS_LIMIT + ", each with a text");
        }
    }

    /** As it is sent first. */
    public ImageArrived(String dataset, String source, String name, String label, String object, String inline, Split split) {
        this(dataset, source, name, label, object, inline, split, 0, null, null);
    }

    /** Of which nothing more is known. */
    public ImageArrived(String dataset, String source, String name, String label, String object, String inline, Split split,
            Integer attempt) {
        this(dataset, source, name, label, object, inline, split, attempt, null, null);
    }

    /**
     * What answers call it, the same for every attempt and of no other arrival: the object's key in its label's folder, or data set,
     * source and name, {@code <data set>/<source>/<name>}. There a {@code /} and a {@code %} of the source are written as
     * {@code %2F} and {@code %25}, and a data set that is called {@code arrivals} is followed by two slashes, as no object's key is.
     */
    public String arrival() {
        // a label that holds a slash is more than a folder: the object may lie in another label's
        if (object != null && label.indexOf('/') < 0 && object.startsWith(FOLDER + dataset + "/" + label + "/")) {
            return object;
        }
        String start = dataset + (FOLDER.equals(dataset + "/") ? "//" : "/");
        return start + source.replace("%", "%25").replace("/", "%2F") + "/" + name;
    }

    /** The same arrival, to be judged anew. @param number above that of the answer it has */
    public ImageArrived again(int number) {
        return new ImageArrived(dataset, source, name, label, object, inline, split, number, series, fields);
    }

    /** The same arrival to be remembered: inline bytes are left out. */
    public ImageArrived withoutBytes() {
        return new ImageArrived(dataset, source, name, label, object, inline == null ? null : "", split, attempt,
                series, fields);
    }

    @Override
    public String id() {
        return attempt == 0 ? arrival() : arrival() + "/attempt/" + attempt;
    }

    @Override
    public String key() {
        return dataset + "/" + source;
    }
}
