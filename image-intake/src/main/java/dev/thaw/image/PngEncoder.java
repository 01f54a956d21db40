package dev.thaw.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;

/** Writes a picture as an 8-bit RGB PNG without any metadata: the same pixels make the same bytes. */
final class PngEncoder {

    private PngEncoder() {
    }

    static byte[] encode(RgbImage picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] reversed = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] pixels = picture.pixels();
        for (int i = 0; i < pixels.length; i += 3) {
            reversed[i] = pixels[i + 2];
            reversed[i + 1] = pixels[i + 1];
            reversed[i + 2] = pixels[i];
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream(pixels.length);
        try {
            if (!ImageIO.write(image, "png", png)) {
                throw new IllegalStateException("this Java has no PNG writer: the module java.desktop is needed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory that cannot be written to", e);
        }
        return png.toByteArray();
    }
}
