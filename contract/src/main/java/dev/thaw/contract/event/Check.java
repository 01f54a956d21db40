package dev.thaw.contract.event;

import java.util.regex.Pattern;

/** What every event demands of its parts; the messages name the part, because they go to the dead-letter topic. */
final class Check {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private Check() {
    }

    static void present(String what, Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            throw new IllegalArgumentException(what + " is missing");
        }
    }

    /** Names become parts of object keys and record keys, so they hold nothing that means something there. */
    static void name(String what, String value) {
        present(what, value);
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit, not \"" + value
                            + "\"");
        }
    }

    static void sha256(String what, String value) {
        present(what, value);
        if (!SHA_256.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must be 64 hexadecimal digits, not \"" + value + "\"");
        }
    }

    static void atLeast(String what, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
        }
    }
}
