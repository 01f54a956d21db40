package dev.thaw.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;

/** The formats that are read. A file's content says which it is, never its name. */
public enum ImageFormat {
    JPEG("\u00ff\u00d8\u00ff"),
    PNG("\u0089PNG\r\n\u001a\n"),
    GIF("GIF87a", "GIF89a"),
    BMP("BM"),
    WEBP("RIFF????WEBP");

    /** For people. */
    public static final String NAMES = "JPEG, PNG, GIF, BMP, WebP";

    static {
        ImageIO.setUseCache(false);
        // by hand: ImageIO looks for plug-ins through the thread's class loader, which in a service is not always the right one
        IIORegistry.getDefaultInstance().registerServiceProvider(new JPEGImageReaderSpi());
        IIORegistry.getDefaultInstance().registerServiceProvider(new WebPImageReaderSpi());
    }

    private final String[] signatures;

    ImageFormat(String... signatures) {
        this.signatures = signatures;
    }

    /** By the first bytes of the file. */
    public static Optional<ImageFormat> of(byte[] original) {
        return Arrays.stream(values())
                .filter(format -> Arrays.stream(format.signatures).anyMatch(signature -> begins(original, signature)))
                .findFirst();
    }

    ImageReader newReader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            throw new IllegalStateException("this Java has no reader for " + this + ": the module java.desktop is needed");
        }
        return readers.next();
    }

    private static boolean begins(byte[] original, String signature) {
        byte[] expected = signature.getBytes(StandardCharsets.ISO_8859_1);
        if (original.length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != '?' && original[i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
