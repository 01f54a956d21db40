package dev.thaw.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG files of 32 x 32 pixels, 8 x 8 squares of any colour: no two alike, not even nearly. Written by hand, because they must not
 * take longer to make than to take in.
 */
final class SmallPicture {
    /** Pixels on each side. */
    static final int SIDE = 32;
    private static final int SQUARES = 8;
    private static final long SIGNATURE = 0x8950_4E47_0D0A_1A0AL;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

    /** The next one. */
    byte[] png() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream png = new DataOutputStream(file);
        png.writeLong(SIGNATURE);
        // 8 bits, RGB, as PNG compresses and filters, in one go
        chunk(png, "IHDR", new byte[]{0, 0, 0, SIDE, 0, 0, 0, SIDE, 8, 2, 0, 0, 0});
        chunk(png, "IDAT", deflated(rows()));
        chunk(png, "IEND", new byte[0]);
        return file.toByteArray();
    }

    /** Each row behind a zero: not filtered. */
    private byte[] rows() {
        byte[] rows = new byte[SIDE * (1 + 3 * SIDE)];
        int[] colors = new int[SQUARES];
        for (int y = 0; y < SIDE; y++) {
            for (int square = 0; y % (SIDE / SQUARES) == 0 && square < SQUARES; square++) {
                colors[square] = random.nextInt();
            }
            for (int x = 0; x < SIDE; x++) {
                int color = colors[x * SQUARES / SIDE];
                int at = y * (1 + 3 * SIDE) + 1 + 3 * x;
                rows[at] = (byte) (color >> 16);
                rows[at + 1] = (byte) (color >> 8);
                rows[at + 2] = (byte) color;
            }
        }
        return rows;
    }

    private byte[] deflated(byte[] bytes) {
        deflater.reset();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] buffer = new byte[2 * bytes.length];
        int length = deflater.deflate(buffer);
        return Arrays.copyOf(buffer, length);
    }

    private static void chunk(DataOutputStream png, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        png.writeInt(content.length);
        png.write(name);
        png.write(content);
        png.writeInt((int) sum.getValue());
    }
}
