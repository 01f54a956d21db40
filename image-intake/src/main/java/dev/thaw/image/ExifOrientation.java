package dev.thaw.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the EXIF orientation of an original: one tag of the first directory (EXIF 2.3, tag 274), and nothing else is looked at. What
 * cannot be read there does not matter: the picture is taken as upright.
 */
final class ExifOrientation {
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ENTRY = 12;
    private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private ExifOrientation() {
    }

    static Orientation of(ImageFormat format, byte[] original) {
        Optional<byte[]> exif = switch (format) {
            case JPEG -> JpegSegments.of(original).exif();
            case PNG -> PngChunks.find(original, "eXIf");
            case WEBP -> WebpChunks.find(original, "EXIF");
            case GIF, BMP -> Optional.empty();
        };
        try {
            return exif.map(ExifOrientation::orientation).orElse(Orientation.UPRIGHT);
        } catch (RuntimeException e) {
            return Orientation.UPRIGHT;
        }
    }

    private static Orientation orientation(byte[] exif) {
        int begin = exif.length >= PREFIX.length && Arrays.equals(exif, 0, PREFIX.length, PREFIX, 0, PREFIX.length)
                ? PREFIX.length
                : 0;
        ByteBuffer tiff = ByteBuffer.wrap(exif, begin, exif.length - begin).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + ENTRY * i;
            if ((tiff.getShort(entry) & 0xffff) == TAG) {
                return switch (tiff.getShort(entry + 2)) {
                    case SHORT -> Orientation.ofExif(tiff.getShort(entry + 8));
                    case LONG -> Orientation.ofExif(tiff.getInt(entry + 8));
                    default -> Orientation.UPRIGHT;
                };
            }
        }
        return Orientation.UPRIGHT;
    }
}
