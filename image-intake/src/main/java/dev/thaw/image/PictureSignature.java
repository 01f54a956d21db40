package dev.thaw.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a picture looks, in 290 bits, so that copies of it are found again: turned by a quarter, mirrored, rescaled, encoded anew.
 *
 * <p>The signs of the 16 x 16 lowest frequencies of its brightness (a perceptual hash by the discrete cosine transform, after
 * Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010). Mirroring a picture changes the signs of the
 * odd frequencies, and turning it exchanges rows and columns as well, so that all eight views of a picture follow from one
 * signature. The mean colour tells pictures apart that differ in nothing else.
 *
 * @param low signs of the 8 x 8 lowest frequencies, row by row; bit 0, the mean, is never set
 * @param right of the frequencies 8 to 15 across and 0 to 7 down
 * @param below of 0 to 7 across and 8 to 15 down
 * @param far of 8 to 15 both ways
 * @param look 16 bits that a copy nearly always shares, and a different picture rarely
 * @param color mean red, green and blue, 0xRRGGBB
 */
public record PictureSignature(long low, long right, long below, long far, int look, int color) {
    /** How many of the 63 lowest signs of a copy may differ. */
    public static final int LOW_RADIUS = 7;
    /** How many of all 255 signs of a copy may differ. */
    public static final int RADIUS = 32;
    /** How many of all 255 signs may differ, unturned, where a picture was only encoded anew. */
    public static final int SAME_RADIUS = 4;

    private static final int COLOR_RADIUS = 16;
    private static final long ODD_ACROSS = 0xAAAA_AAAA_AAAA_AAAAL;
    private static final long ODD_DOWN = 0xFF00_FF00_FF00_FF00L;
    private static final int VIEWS = 8;
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{64}-[0-9a-f]{4}-[0-9a-f]{6}");

    /** The signature of a picture; empty if it is as good as one plain surface, where only noise would be compared. */
    public static Optional<PictureSignature> of(RgbImage picture) {
        return Frequencies.of(picture).map(Frequencies::signature);
    }

    /** Reads what {@link #toString} wrote. */
    public static PictureSignature parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("a signature is 64, 4 and 6 hexadecimal digits, not \"" + text + "\"");
        }
        return new PictureSignature(Long.parseUnsignedLong(text.substring(0, 16), 16),
                Long.parseUnsignedLong(text.substring(16, 32), 16), Long.parseUnsignedLong(text.substring(32, 48), 16),
                Long.parseUnsignedLong(text.substring(48, 64), 16), Integer.parseInt(text.substring(65, 69), 16),
                Integer.parseInt(text.substring(70), 16));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x%016x%016x%016x-%04x-%06x", low, right, below, far, look, color);
    }

    /**
     * The picture's signature when it is looked at otherwise.
     *
     * @param number 0 to 7; 0 as it is; bit 0 mirrored left to right, bit 1 upside down, bit 2 rows and columns exchanged
     */
    public PictureSignature view(int number) {
        long mask = ((number & 1) == 0 ? 0 : ODD_ACROSS) ^ ((number & 2) == 0 ? 0 : ODD_DOWN);
        return (number & 4) == 0
                ? new PictureSignature(low ^ mask, right ^ mask, below ^ mask, far ^ mask, look, color)
                : new PictureSignature(transposed(low) ^ mask, transposed(below) ^ mask, transposed(right) ^ mask,
                        transposed(far) ^ mask, look, color);
    }

    /** True if one is a copy of the other: in one of its views it differs in few signs, and hardly in colour. */
    public boolean isCopyOf(PictureSignature other) {
        if (!sameColor(other)) {
            return false;
        }
        for (int number = 0; number < VIEWS; number++) {
            if (view(number).looksLike(other)) {
                return true;
            }
        }
        return false;
    }

    /** True if one is a copy of the other that was neither turned nor mirrored. */
    public boolean looksLike(PictureSignature other) {
        return Long.bitCount(low ^ other.low) <= LOW_RADIUS && distance(other) <= RADIUS && sameColor(other);
    }

    /** True if it is the same picture, unturned, encoded anew. */
    public boolean isSamePictureAs(PictureSignature other) {
        return sameColor(other) && distance(other) <= SAME_RADIUS;
    }

    /** How many signs differ, 0 to 255. */
    public int distance(PictureSignature other) {
        return Long.bitCount(low ^ other.low) + Long.bitCount(right ^ other.right) + Long.bitCount(below ^ other.below)
                + Long.bitCount(far ^ other.far);
    }

    private boolean sameColor(PictureSignature other) {
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs((color >> shift & 0xff) - (other.color >> shift & 0xff)) > COLOR_RADIUS) {
                return false;
            }
        }
        return true;
    }

    /** Of 8 x 8 bits, row by row (Warren, "Hacker's Delight", 7-3). */
    private static long transposed(long bits) {
        long swap = (bits ^ bits >>> 7) & 0x00AA_00AA_00AA_00AAL;
        long turned = bits ^ swap ^ swap << 7;
        swap = (turned ^ turned >>> 14) & 0x0000_CCCC_0000_CCCCL;
        turned = turned ^ swap ^ swap << 14;
        swap = (turned ^ turned >>> 28) & 0x0000_0000_F0F0_F0F0L;
        return turned ^ swap ^ swap << 28;
    }
}
