package dev.thaw.report;

import java.util.Base64;

/**
 * A small picture that stands in the page itself.
 *
 * @param source a {@code data:} address
 * @param width in pixels
 * @param height in pixels
 */
public record Picture(String source, int width, int height) {

    public Picture {
        if (!source.startsWith("data:image/")) {
            throw new IllegalArgumentException("a picture of a report stands in the report itself");
        }
    }

    public static Picture jpeg(byte[] file, int width, int height) {
        return new Picture("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(file), width, height);
    }
}
