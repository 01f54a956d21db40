package dev.thaw.contract.text;

import java.util.regex.Pattern;

/** Names of data sets, runs and bases. They become parts of object keys and record keys, so they hold nothing that means something there. */
public final class PlainName {
    /** What a name must be, to stand after "must be" in a message. */
    public static final String RULE = "1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private PlainName() {
    }

    /** Whether a text is such a name. */
    public static boolean matches(String text) {
        return NAME.matcher(text).matches();
    }
}
