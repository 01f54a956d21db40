package dev.thaw.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The chunks of a PNG file. Only what makes the picture is handed to the reader: texts and profiles may be compressed,
 * and a few bytes of them can unfold to gigabytes.
 */
final class PngChunks {
    private static final int SIGNATURE = 8;
    private static final int AROUND_DATA = 12;
    private static final Set<String> PICTURE = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private PngChunks() {
    }

    /** The same file without the chunks that the picture does not need; a broken end is kept for the reader to find. */
    static byte[] pictureOnly(byte[] file) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
        kept.write(file, 0, SIGNATURE);
        int at = SIGNATURE;
        while (at + AROUND_DATA <= file.length) {
            int size = size(file, at);
            if (size < 0 || size > file.length - at - AROUND_DATA) {
                break;
            }
            // a second header is nobody's business: the first one was checked
            boolean header = type(file, at).equals("IHDR");
            if (PICTURE.contains(type(file, at)) && (!header || at == SIGNATURE)) {
                kept.write(file, at, size + AROUND_DATA);
            }
            at += size + AROUND_DATA;
        }
        kept.write(file, at, file.length - at);
        return kept.toByteArray();
    }

    /** The data of the first chunk of a type. */
    static Optional<byte[]> find(byte[] file, String type) {
        int at = SIGNATURE;
        while (at + AROUND_DATA <= file.length) {
            int size = size(file, at);
            if (size < 0 || size > file.length - at - AROUND_DATA) {
                return Optional.empty();
            }
            if (type(file, at).equals(type)) {
                return Optional.of(Arrays.copyOfRange(file, at + 8, at + 8 + size));
            }
            at += size + AROUND_DATA;
        }
        return Optional.empty();
    }

    private static int size(byte[] file, int at) {
        return ByteBuffer.wrap(file, at, 4).getInt();
    }

    private static String type(byte[] file, int at) {
        return new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
    }
}
