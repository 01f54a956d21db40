package dev.thaw.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Files that Java's writers do not write as they are needed; those that it cannot write at all are made by {@code src/test/python/samples.py}. */
final class SamplePictures {

    private SamplePictures() {
    }

    static byte[] resource(String name) {
        try (InputStream in = SamplePictures.class.getResourceAsStream("/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] webp(String name) {
        return resource("webp/" + name + ".webp");
    }

    static byte[] cmyk() {
        return resource("cmyk.jpg");
    }

    static byte[] progressive(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** With the profile of another file, an EXIF orientation of 6 and a comment. */
    static byte[] withSegments(byte[] jpeg) {
        byte[] profiled = resource("display-p3.jpg");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, 2);
        byte[] exif = {(byte) 0xff, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0,
                3,
                0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
        file.writeBytes(exif);
        int profile = indexOf(profiled, "ICC_PROFILE") - 4;
        int length = (profiled[profile + 2] & 0xff) << 8 | profiled[profile + 3] & 0xff;
        file.writeBytes(Arrays.copyOfRange(profiled, profile, profile + 2 + length));
        file.writeBytes(new byte[]{(byte) 0xff, (byte) 0xfe, 0, 4, 'h', 'i'});
        file.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }

    private static int indexOf(byte[] file, String text) {
        for (int at = 0;; at++) {
            if (new String(file, at, text.length(), java.nio.charset.StandardCharsets.ISO_8859_1).equals(text)) {
                return at;
            }
        }
    }
}
