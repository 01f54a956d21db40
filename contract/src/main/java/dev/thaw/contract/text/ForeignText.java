package dev.thaw.contract.text;

import java.util.Locale;

/**
 * Text that somebody else wrote (labels, names, reasons, what is left of a record), made harmless for a terminal or a log:
 * escape sequences, line breaks and marks that turn the writing direction become visible, such as {@code \x1b}.
 */
public final class ForeignText {

    private ForeignText() {
    }

    /** On one line. */
    public static String line(String text) {
        return text == null || harmless(text) ? text : shown(text, false);
    }

    /** With its line breaks and tabs. */
    public static String lines(String text) {
        return text == null || harmless(text) ? text : shown(text, true);
    }

    private static boolean harmless(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~') {
                return false;
            }
        }
        return true;
    }

    private static String shown(String text, boolean lineBreaks) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (lineBreaks && (character == '\n' || character == '\t') || !dangerous(character)) {
                shown.appendCodePoint(character);
            } else if (character < 0x100) {
                shown.append(String.format(Locale.ROOT, "\\x%02x", character));
            } else {
                shown.append(String.format(Locale.ROOT, "\\u{%x}", character));
            }
        });
        return shown.toString();
    }

    /** Controls; invisible marks, which hide text or turn its direction; line and paragraph separators; halves of pairs. */
    private static boolean dangerous(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
