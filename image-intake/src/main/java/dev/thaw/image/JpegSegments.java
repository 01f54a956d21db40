package dev.thaw.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The segments of a JPEG file up to the first scan. Only what makes the picture is handed to the reader: profiles, thumbnails and
 * comments are somebody's bytes for parsers that nobody needs, some of them native.
 */
final class JpegSegments {
    private static final int ADOBE = 0xee;
    private static final int EXIF = 0xe1;
    private static final int PROFILE = 0xe2;
    private static final int FIRST_SCAN = 0xda;
    private static final String PROFILE_NAME = "ICC_PROFILE\0";

    private final byte[] file;
    private final List<Segment> segments = new ArrayList<>();
    private int scan;

    /** @param begin of the marker's second byte @param end after the last byte of its data */
    private record Segment(int marker, int begin, int end) {
        int data() {
            return begin + 3;
        }
    }

    private JpegSegments(byte[] file) {
        this.file = file;
        this.scan = file.length;
    }

    static JpegSegments of(byte[] file) {
        JpegSegments found = new JpegSegments(file);
        int at = 2;
        while (at + 3 < file.length) {
            // like other readers: what is no marker is passed over
            if ((file[at] & 0xff) != 0xff || (file[at + 1] & 0xff) == 0xff || file[at + 1] == 0) {
                at++;
                continue;
            }
            int marker = file[at + 1] & 0xff;
            if (marker == FIRST_SCAN || marker == 0xd9) {
                found.scan = at;
                break;
            }
            if (marker >= 0xd0 && marker <= 0xd8 || marker == 0x01) {
                at += 2;
                continue;
            }
            int end = at + 2 + ((file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff);
            if (end > file.length || end < at + 4) {
                break;
            }
            found.segments.add(new Segment(marker, at + 1, end));
            at = end;
        }
        return found;
    }

    /** The same picture without anything else. */
    byte[] pictureOnly() {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
        kept.write(file, 0, 2);
        for (Segment segment : segments) {
            boolean application = segment.marker() >= 0xe0 && segment.marker() <= 0xef;
            boolean jfif = begins(segment, 0xe0, "JFIF\0") && segment.end() - segment.data() >= 14;
            if (jfif) {
                // without the thumbnail that may stand behind
                kept.write(new byte[]{(byte) 0xff, (byte) 0xe0, 0, 16}, 0, 4);
                kept.write(file, segment.data(), 12);
                kept.write(new byte[2], 0, 2);
            } else if (!application && segment.marker() != 0xfe || begins(segment, ADOBE, "Adobe")) {
                kept.write(0xff);
                kept.write(file, segment.begin(), segment.end() - segment.begin());
            }
        }
        kept.write(file, scan, file.length - scan);
        return kept.toByteArray();
    }

    /** Components of the picture: 1 grey, 3 colour, 4 CMYK; 0 if the file does not say. */
    int components() {
        return frame().map(frame -> file[frame.data() + 5] & 0xff).orElse(0);
    }

    /** True if a reader needs memory for all of the picture at once: all but baseline and extended sequential frames. */
    boolean decodedWhole() {
        return frame().map(frame -> frame.marker() > 0xc1).orElse(false);
    }

    /** The colour transform of Adobe's segment: 0 none, 1 YCbCr, 2 YCCK; -1 without that segment. */
    int adobeTransform() {
        return segments.stream().filter(segment -> begins(segment, ADOBE, "Adobe") && segment.end() - segment.data() >= 12)
                .map(segment -> file[segment.data() + 11] & 0xff).findFirst().orElse(-1);
    }

    /** The EXIF data, with its name in front. */
    Optional<byte[]> exif() {
        return segments.stream().filter(segment -> begins(segment, EXIF, "Exif\0\0")).findFirst()
                .map(segment -> Arrays.copyOfRange(file, segment.data(), segment.end()));
    }

    /** The embedded colour profile, put together from its parts. */
    Optional<byte[]> profile() {
        List<Segment> parts = segments.stream()
                .filter(segment -> begins(segment, PROFILE, PROFILE_NAME) && segment.end() - segment.data() > 14)
                .sorted(Comparator.comparingInt(segment -> file[segment.data() + 12] & 0xff)).toList();
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        parts.forEach(part -> profile.write(file, part.data() + 14, part.end() - part.data() - 14));
        return parts.isEmpty() ? Optional.empty() : Optional.of(profile.toByteArray());
    }

    private Optional<Segment> frame() {
        return segments.stream().filter(segment -> segment.marker() >= 0xc0 && segment.marker() <= 0xcf
                && segment.marker() != 0xc4 && segment.marker() != 0xc8 && segment.marker() != 0xcc
                && segment.end() - segment.data() >= 6).findFirst();
    }

    private boolean begins(Segment segment, int marker, String name) {
        return segment.marker() == marker && segment.end() - segment.data() >= name.length()
                && Arrays.equals(file, segment.data(), segment.data() + name.length(),
                        name.getBytes(StandardCharsets.ISO_8859_1), 0, name.length());
    }
}
