package dev.thaw.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An embedded colour profile that says what RGB numbers mean by three primaries and three curves (ICC.1:2010, 8.3.3 "three-component
 * matrix-based"): Display P3, Adobe RGB, ProPhoto and their like. Read in Java and by nothing else, since profiles are a way into
 * native colour engines. Profiles of tables (printers, scanners) are not followed: the numbers are then taken as sRGB.
 */
final class ColorProfile {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_TAGS = 100;
    /** A profile whose colours differ from sRGB by no more than so much of 255 is sRGB: the numbers stay as they are. */
    private static final int AS_GOOD_AS_SRGB = 2;
    private static final int CURVE_STEPS = 4096;
    /** XYZ of the profile's D50 white to linear sRGB (Bradford-adapted; the inverse of sRGB's own profile). */
    private static final double[][] XYZ_TO_SRGB = {
            {3.1338561, -1.6168667, -0.4906146},
            {-0.9787684, 1.9161415, 0.0334540},
            {0.0719453, -0.2289914, 1.4052427}};

    private final double[][] linear = new double[3][256];
    private final double[][] matrix;

    private ColorProfile(List<ToneCurve> curves, double[][] matrix) {
        this.matrix = matrix;
        for (int channel = 0; channel < 3; channel++) {
            for (int value = 0; value < 256; value++) {
                linear[channel][value] = curves.get(channel).at(value / 255.0);
            }
        }
    }

    /** What a profile does to RGB; empty if it cannot be followed, or does nothing. */
    static Optional<ColorProfile> of(byte[] profile) {
        if (profile.length < 132 || profile.length > MOST_BYTES || !text(profile, 16).equals("RGB ")
                || !text(profile, 20).equals("XYZ ") || !text(profile, 36).equals("acsp")) {
            return Optional.empty();
        }
        try {
            double[][] primaries = new double[3][];
            List<ToneCurve> curves = new ArrayList<>();
            for (int channel = 0; channel < 3; channel++) {
                char name = "rgb".charAt(channel);
                primaries[channel] = xyz(tag(profile, name + "XYZ"));
                curves.add(ToneCurve.of(tag(profile, name + "TRC")));
            }
            double[][] toSrgb = new double[3][3];
            for (int row = 0; row < 3; row++) {
                for (int channel = 0; channel < 3; channel++) {
                    for (int axis = 0; axis < 3; axis++) {
                        toSrgb[row][channel] += XYZ_TO_SRGB[row][axis] * primaries[channel][axis];
                    }
                }
            }
            ColorProfile read = new ColorProfile(curves, toSrgb);
            return read.matters() ? Optional.of(read) : Optional.empty();
        } catch (RuntimeException e) {
            // broken, or of another kind: as if there were none
            return Optional.empty();
        }
    }

    /** Turns the picture's colours into sRGB; what sRGB cannot show becomes its nearest edge. */
    void apply(RgbImage picture) {
        byte[] pixels = picture.pixels();
        byte[] encoded = encoding();
        for (int at = 0; at < pixels.length; at += 3) {
            double red = linear[0][pixels[at] & 0xff];
            double green = linear[1][pixels[at + 1] & 0xff];
            double blue = linear[2][pixels[at + 2] & 0xff];
            for (int channel = 0; channel < 3; channel++) {
                double value = matrix[channel][0] * red + matrix[channel][1] * green + matrix[channel][2] * blue;
                pixels[at + channel] = encoded[(int) Math.round(Math.max(0, Math.min(1, value)) * CURVE_STEPS)];
            }
        }
    }

    private boolean matters() {
        RgbImage colors = new RgbImage(6 * 6 * 6, 1);
        byte[] pixels = colors.pixels();
        for (int i = 0; i < 216; i++) {
            pixels[3 * i] = (byte) (i / 36 * 51);
            pixels[3 * i + 1] = (byte) (i / 6 % 6 * 51);
            pixels[3 * i + 2] = (byte) (i % 6 * 51);
        }
        byte[] before = pixels.clone();
        apply(colors);
        for (int i = 0; i < pixels.length; i++) {
            if (Math.abs((pixels[i] & 0xff) - (before[i] & 0xff)) > AS_GOOD_AS_SRGB) {
                return true;
            }
        }
        return false;
    }

    /** Linear light to sRGB's 8 bits (IEC 61966-2-1). */
    private static byte[] encoding() {
        byte[] encoded = new byte[CURVE_STEPS + 1];
        for (int step = 0; step <= CURVE_STEPS; step++) {
            double value = (double) step / CURVE_STEPS;
            double share = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
            encoded[step] = (byte) Math.round(share * 255);
        }
        return encoded;
    }

    private static double[] xyz(ByteBuffer tag) {
        return new double[]{fixed(tag, 8), fixed(tag, 12), fixed(tag, 16)};
    }

    private static double fixed(ByteBuffer tag, int at) {
        return tag.getInt(at) / 65536.0;
    }

    private static ByteBuffer tag(byte[] profile, String name) {
        ByteBuffer all = ByteBuffer.wrap(profile);
        int tags = Math.min(MOST_TAGS, all.getInt(128));
        for (int i = 0; i < tags; i++) {
            int entry = 132 + 12 * i;
            if (text(profile, entry).equals(name)) {
                return all.slice(all.getInt(entry + 4), all.getInt(entry + 8));
            }
        }
        throw new IllegalArgumentException("no tag " + name);
    }

    private static String text(byte[] profile, int at) {
        return new String(profile, at, 4, StandardCharsets.ISO_8859_1);
    }
}
