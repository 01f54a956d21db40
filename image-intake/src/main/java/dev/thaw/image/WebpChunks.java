package dev.thaw.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The chunks of a WebP file. Only what makes the first picture is handed to the reader, and only after every picture's own header
 * was looked at: the size of the canvas, which comes first, need not be the size of what must be decoded.
 */
final class WebpChunks {
    private static final int HEADER = 12;
    private static final Set<String> PICTURE = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF");
    /** Of VP8X: a profile, EXIF and XMP follow. */
    private static final int FLAGS_OF_WHAT_IS_LEFT_OUT = 0x2c;

    private WebpChunks() {
    }

    /** The same picture without profile and metadata, and of an animation the first frame alone. */
    static byte[] pictureOnly(byte[] file) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
        kept.write(file, 0, HEADER);
        int at = HEADER;
        boolean frame = false;
        while (at + 8 <= file.length) {
            int size = size(file, at);
            int end = (int) Math.min(file.length, at + 8L + size + (size & 1));
            if (size < 0 || at + 8L + size > file.length) {
                // a broken end is kept for the reader to find
                kept.write(file, at, file.length - at);
                break;
            }
            String type = type(file, at);
            if (PICTURE.contains(type) && !(frame && type.equals("ANMF"))) {
                int from = kept.size();
                kept.write(file, at, end - at);
                frame |= type.equals("ANMF");
                if (type.equals("VP8X") && size >= 1) {
                    byte[] soFar = kept.toByteArray();
                    soFar[from + 8] &= (byte) ~FLAGS_OF_WHAT_IS_LEFT_OUT;
                    kept.reset();
                    kept.write(soFar, 0, soFar.length);
                }
            }
            at = end;
        }
        byte[] picture = kept.toByteArray();
        if (picture.length >= 8) {
            ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN).putInt(4, picture.length - 8);
        }
        return picture;
    }

    /** Pixels of the largest picture in the file, as its own header claims it. */
    static long largest(byte[] file) {
        return largest(file, HEADER, file.length);
    }

    private static long largest(byte[] file, int from, int to) {
        long largest = 0;
        int at = from;
        while (at + 8 <= to) {
            int size = size(file, at);
            int data = at + 8;
            int end = size < 0 ? to : (int) Math.min(to, (long) data + size);
            switch (type(file, at)) {
                case "VP8 " -> {
                    if (end - data >= 10) {
                        largest = Math.max(largest,
                                (long) (shortAt(file, data + 6) & 0x3fff) * (shortAt(file, data + 8) & 0x3fff));
                    }
                }
                case "VP8L" -> {
                    if (end - data >= 5) {
                        int bits = ByteBuffer.wrap(file, data + 1, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
                        largest = Math.max(largest, ((bits & 0x3fffL) + 1) * ((bits >> 14 & 0x3fffL) + 1));
                    }
                }
                case "ANMF" -> {
                    if (end - data >= 16) {
                        largest = Math.max(largest, largest(file, data + 16, end));
                    }
                }
                default -> {
                    // no picture
                }
            }
            if (size < 0) {
                break;
            }
            at = (int) Math.min(to, (long) data + size + (size & 1));
        }
        return largest;
    }

    /** The data of the first chunk of a type. */
    static Optional<byte[]> find(byte[] file, String type) {
        int at = HEADER;
        while (at + 8 <= file.length) {
            int size = size(file, at);
            if (size < 0 || size > file.length - at - 8) {
                return Optional.empty();
            }
            if (type(file, at).equals(type)) {
                return Optional.of(Arrays.copyOfRange(file, at + 8, at + 8 + size));
            }
            at = (int) Math.min(file.length, at + 8L + size + (size & 1));
        }
        return Optional.empty();
    }

    private static int shortAt(byte[] file, int at) {
        return file[at] & 0xff | (file[at + 1] & 0xff) << 8;
    }

    private static int size(byte[] file, int at) {
        return ByteBuffer.wrap(file, at + 4, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static String type(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1);
    }
}
