package dev.thaw.contract.event;

import java.util.regex.Pattern;

import dev.thaw.contract.text.PlainName;

/** What every event demands of its parts; the messages name the part, because they go to the dead-letter topic. */
final class Check {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_KEY = 1024;

    private Check() {
    }

    static void present(String what, Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            throw new IllegalArgumentException(what + " is missing");
        }
    }

    static void name(String what, String value) {
        present(what, value);
        if (!PlainName.matches(value)) {
            throw new IllegalArgumentException(what + " must be " + PlainName.RULE + ", not \"" + shown(value) + "\"");
        }
    }

    /** What somebody else calls a thing: any characters, but none that would break a line, a log or a UTF-8 encoder. */
    static void line(String what, String value) {
        present(what, value);
        if (value.length() > LONGEST_LINE || !plain(value)) {
            throw new IllegalArgumentException(what + " must be at most " + LONGEST_LINE
                    + " characters without control characters or halves of surrogate pairs, not \"" + shown(value) + "\"");
        }
    }

    static void sha256(String what, String value) {
        present(what, value);
        if (!SHA_256.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must be 64 hexadecimal digits, not \"" + shown(value) + "\"");
        }
    }

    /**
     * An object's key that lies in a folder of the bucket: never absolute, never with parts that lead out of it.
     *
     * @param folder with its slash at the end, as in {@link dev.thaw.contract.bucket.BucketLayout}
     */
    static void object(String what, String key, String folder) {
        present(what, key);
        if (!key.startsWith(folder) || key.length() == folder.length() || key.endsWith("/") || !safe(key)) {
            throw new IllegalArgumentException(
                    what + " must be an object below " + folder + " in the bucket, not \"" + shown(key) + "\"");
        }
    }

    /** The prefix of some objects' keys, with its slash at the end, that lies in a folder of the bucket. */
    static void prefix(String what, String key, String folder) {
        present(what, key);
        if (!key.startsWith(folder) || key.length() == folder.length() || !key.endsWith("/")
                || !safe(key.substring(0, key.length() - 1))) {
            throw new IllegalArgumentException(
                    what + " must be a prefix below " + folder + " in the bucket that ends with '/', not \"" + shown(key) + "\"");
        }
    }

    static void atLeast(String what, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
        }
    }

    /** A share of a whole, or null: 95 % is 0.95. */
    static void share(String what, Double value) {
        if (value != null && !(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1], not " + value);
        }
    }

    /** A number, or null: what is not finite cannot be said in JSON. */
    static void finite(String what, Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be a finite number, not " + value);
        }
    }

    private static boolean safe(String key) {
        if (key.length() > LONGEST_KEY || key.indexOf('\\') >= 0 || !plain(key)) {
            return false;
        }
        for (String part : key.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(String text) {
        return text.codePoints().noneMatch(character -> Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE);
    }

    /** The beginning of a value, so that a message stays a sentence. */
    private static String shown(String value) {
        return value.length() <= 100 ? value : value.substring(0, 100) + "...";
    }
}
