package dev.thaw.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

import dev.thaw.contract.event.Rejection;

/**
 * One original being read: its size from the header first, then, if that is within the limits, the pixels that are wanted. The
 * reader gets only those parts of the file that make the picture.
 */
final class Decoder implements AutoCloseable {
    private static final long PIXELS_AT_ONCE = 4_000_000;
    private static final int WEBP_SHARE = 4;
    private static final int WHOLE_JPEG_SHARE = 2;
    private static final int YCCK = 2;
    private static final int BMP_COMPRESSION_OFFSET = 30;
    private static final int BMP_EMBEDDED_JPEG = 4;
    private static final int BMP_EMBEDDED_PNG = 5;

    /** Pixels of a side at most, whatever the other is: readers hold whole rows. */
    private static final int LONGEST_SIDE = 65_535;

    private final ImageFormat format;
    private final JpegSegments jpeg;
    private final TimedInput input;
    private final ImageReader reader;
    private final DecodingWatch watch;

    private Decoder(ImageFormat format, JpegSegments jpeg, TimedInput input) {
        this.format = format;
        this.jpeg = jpeg;
        this.input = input;
        this.reader = format.newReader();
        this.watch = new DecodingWatch(input);
        reader.setInput(input, true, true);
        reader.addIIOReadProgressListener(watch);
        reader.addIIOReadWarningListener(watch);
    }

    static Decoder open(ImageFormat format, byte[] original, ImageLimits limits) throws RejectedException {
        if (format == ImageFormat.BMP && embedsAnotherFile(original)) {
            throw new RejectedException(Rejection.UNSUPPORTED_FORMAT,
                    "the BMP file wraps another image file; send that file itself");
        }
        if (format == ImageFormat.WEBP) {
            long largest = WebpChunks.largest(original);
            checkPixels(format, largest, limits.pixels() / WEBP_SHARE, Long.toString(largest));
        }
        JpegSegments jpeg = format == ImageFormat.JPEG ? JpegSegments.of(original) : null;
        byte[] bytes = switch (format) {
            case JPEG -> jpeg.pictureOnly();
            case PNG -> PngChunks.pictureOnly(original);
            case WEBP -> WebpChunks.pictureOnly(original);
            case GIF, BMP -> original;
        };
        return new Decoder(format, jpeg, new TimedInput(bytes, System.nanoTime() + limits.time().toNanos()));
    }

    /** The stored picture's size as the header claims it. */
    Rectangle size(ImageLimits limits) throws RejectedException {
        Rectangle size = guarded(() -> new Rectangle(reader.getWidth(0), reader.getHeight(0)));
        if (size.width < 1 || size.height < 1) {
            throw new RejectedException(Rejection.CORRUPT, "the " + format + " file claims to have no pixels");
        }
        checkPixels(format, (long) size.width * size.height, limits.pixels() / share(), size.width + " x " + size.height);
        if (Math.max(size.width, size.height) > LONGEST_SIDE) {
            throw new RejectedException(Rejection.TOO_MANY_PIXELS, "the " + format + " file claims " + size.width + " x "
                    + size.height + " pixels and the limit is " + LONGEST_SIDE + " on a side; cut it before sending it");
        }
        return size;
    }

    private static void checkPixels(ImageFormat format, long pixels, long limit, String claim) throws RejectedException {
        if (pixels > limit) {
            throw new RejectedException(Rejection.TOO_MANY_PIXELS, String.format(Locale.ROOT,
                    "the %s file claims %s pixels and the limit is %d in all; scale it down before sending it", format,
                    claim, limit));
        }
    }

    /** What can only be decoded as a whole gets this part of the limit. */
    private int share() {
        if (format == ImageFormat.WEBP) {
            return WEBP_SHARE;
        }
        return jpeg != null && jpeg.decodedWhole() ? WHOLE_JPEG_SHARE : 1;
    }

    /** Decodes a region; of a large one only every n-th row and column, but still at least twice as many as the target has. */
    RgbRows read(Rectangle region, int targetWidth, int targetHeight) throws RejectedException {
        return guarded(() -> {
            ImageReadParam wanted = reader.getDefaultReadParam();
            wanted.setSourceRegion(region);
            int step = (int) Math.ceil(Math.sqrt((double) region.width * region.height / PIXELS_AT_ONCE));
            int columns = Math.max(1, Math.min(step, region.width / (2 * targetWidth)));
            int rows = Math.max(1, Math.min(step, region.height / (2 * targetHeight)));
            wanted.setSourceSubsampling(columns, rows, (columns - 1) / 2, (rows - 1) / 2);
            RgbRows picture = jpeg != null && jpeg.components() == 4
                    ? new CmykRows(reader.readRaster(0, wanted), jpeg.adobeTransform() == YCCK)
                    : RgbRows.of(reader.read(0, wanted));
            watch.demandWholePicture();
            return picture;
        });
    }

    @Override
    public void close() {
        reader.dispose();
    }

    private <T> T guarded(Reading<T> reading) throws RejectedException {
        try {
            return reading.read();
        } catch (IOException | RuntimeException e) {
            // readers answer a broken file with whatever runtime exception comes of it
            if (input.timeIsOver()) {
                throw new RejectedException(Rejection.TOO_SLOW,
                        "the " + format + " file took too long to decode; save it anew with another program", e);
            }
            String cause = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().strip();
            throw new RejectedException(Rejection.CORRUPT,
                    "the " + format + " file is damaged (" + cause + "); send it again or save it anew", e);
        }
    }

    private static boolean embedsAnotherFile(byte[] bmp) {
        if (bmp.length < BMP_COMPRESSION_OFFSET + 4) {
            return false;
        }
        int compression = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).getInt(BMP_COMPRESSION_OFFSET);
        return compression == BMP_EMBEDDED_JPEG || compression == BMP_EMBEDDED_PNG;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }
}
