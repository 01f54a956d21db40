package dev.thaw.platform.dataset;

/** Turns file names into parts of object keys. */
final class ObjectName {
    private static final int LONGEST = 80;

    private ObjectName() {
    }

    /** Letters, digits, '.', '_' and '-' stay, anything else becomes '_'; of a long name the end stays, where the extension is. */
    static String of(String fileName) {
        String plain = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.substring(Math.max(0, plain.length() - LONGEST));
    }
}
