package dev.thaw.dataset.packed;

import java.io.ByteArrayOutputStream;

/** Puts numbers and texts into one piece of bytes that {@link PieceReader} takes apart. */
public final class PieceWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** One byte for what is at most 127, ten for what is negative. */
    public PieceWriter number(long number) {
        bytes.writeBytes(Varints.of(number));
        return this;
    }

    /** Any characters at all, also halves of surrogate pairs; a byte for each of ASCII. */
    public PieceWriter text(String text) {
        number(text.length());
        text.chars().forEach(this::number);
        return this;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
