package dev.thaw.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** Finds the colour profile of an original. What cannot be read there does not matter: the numbers are taken as sRGB. */
final class EmbeddedProfile {
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_NAME = 80;

    private EmbeddedProfile() {
    }

    static Optional<ColorProfile> of(ImageFormat format, byte[] original) {
        Optional<byte[]> profile = switch (format) {
            case JPEG -> JpegSegments.of(original).profile();
            case PNG -> PngChunks.find(original, "iCCP").flatMap(EmbeddedProfile::unfolded);
            case WEBP -> WebpChunks.find(original, "ICCP");
            case GIF, BMP -> Optional.empty();
        };
        return profile.flatMap(ColorProfile::of);
    }

    /** A name, a zero, a method, then the profile, compressed: not more of it than a profile has that can be followed. */
    private static Optional<byte[]> unfolded(byte[] chunk) {
        int name = 0;
        while (name < chunk.length && name < LONGEST_NAME && chunk[name] != 0) {
            name++;
        }
        if (name + 2 >= chunk.length || chunk[name] != 0 || chunk[name + 1] != 0) {
            return Optional.empty();
        }
        try (InputStream in = new InflaterInputStream(
                new ByteArrayInputStream(chunk, name + 2, chunk.length - name - 2))) {
            byte[] profile = in.readNBytes(MOST_BYTES + 1);
            return profile.length > MOST_BYTES ? Optional.empty() : Optional.of(profile);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
