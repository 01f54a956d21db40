package dev.thaw.dataset.packed;

import java.nio.ByteBuffer;

/** Takes a piece of {@link PieceWriter} apart, in the order in which it was put together. */
public final class PieceReader {
    private final ByteBuffer bytes;

    public PieceReader(byte[] piece) {
        this.bytes = ByteBuffer.wrap(piece);
    }

    public long number() {
        long number = 0;
        for (int shift = 0;; shift += 7) {
            byte part = bytes.get();
            number |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return number;
            }
        }
    }

    public String text() {
        char[] characters = new char[(int) number()];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = (char) number();
        }
        return new String(characters);
    }
}
