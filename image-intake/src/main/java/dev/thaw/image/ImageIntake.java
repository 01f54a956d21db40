package dev.thaw.image;

import java.awt.Rectangle;
import java.time.Duration;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.event.Rejection;

/**
 * Turns an original of any allowed format into the image that is stored: checked, upright, RGB, resized. A hostile or
 * broken file ends in a {@link RejectedException} and costs no more than the limits say. Thread-safe.
 */
public final class ImageIntake {
    /** How much longer than its time a decoder may take to notice that it is over. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ImageLimits limits;
    private final DecodingThreads threads;

    public ImageIntake(ImageLimits limits) {
        this.limits = limits;
        this.threads = new DecodingThreads(limits.time().plus(GRACE));
    }

    /** Decoders that did not end in time and still run: they cannot be stopped, only the process can. */
    public int stuckDecoders() {
        return threads.leftBehind();
    }

    /**
     * Prepares one original.
     *
     * @param original the file's bytes
     * @param target the size of the stored image
     * @param resize what to do about another proportion
     * @throws RejectedException also where the memory did not do: its cause is then an {@link OutOfMemoryError}
     */
    public PreparedImage prepare(byte[] original, ImageSize target, Resize resize) throws RejectedException {
        if (original.length == 0) {
            throw new RejectedException(Rejection.EMPTY, "the file has no bytes; send it again");
        }
        if (original.length > limits.bytes()) {
            throw new RejectedException(Rejection.TOO_LARGE, "the file has " + original.length + " bytes and the limit is "
                    + limits.bytes() + "; scale it down before sending it");
        }
        ImageFormat format = ImageFormat.of(original).orElseThrow(() -> new RejectedException(Rejection.UNSUPPORTED_FORMAT,
                "by its content the file is none of " + ImageFormat.NAMES + "; convert it to one of them"));
        return threads.run(() -> decode(format, original, target, resize));
    }

    private PreparedImage decode(ImageFormat format, byte[] original, ImageSize target, Resize resize) throws RejectedException {
        try (Decoder decoder = Decoder.open(format, original, limits)) {
            Rectangle stored = decoder.size(limits);
            Orientation orientation = ExifOrientation.of(format, original);
            int width = orientation.transposed() ? stored.height : stored.width;
            int height = orientation.transposed() ? stored.width : stored.height;
            Framing framing = Framing.of(resize, width, height, target);
            RgbImage picture = shown(decoder, stored, orientation, framing);
            EmbeddedProfile.of(format, original).ifPresent(profile -> profile.apply(picture));
            return new PreparedImage(framed(picture, framing.placed(), target), width, height, original.length);
        }
    }

    private static RgbImage shown(Decoder decoder, Rectangle stored, Orientation orientation, Framing framing)
            throws RejectedException {
        Rectangle placed = framing.placed();
        Rectangle region = orientation.stored(framing.region(), stored.width, stored.height);
        // turned last, when the picture is small
        int width = orientation.transposed() ? placed.height : placed.width;
        int height = orientation.transposed() ? placed.width : placed.height;
        return orientation.upright(Resampler.resize(decoder.read(region, width, height), width, height));
    }

    private static RgbImage framed(RgbImage picture, Rectangle placed, ImageSize target) {
        if (placed.width == target.width() && placed.height == target.height()) {
            return picture;
        }
        RgbImage framed = new RgbImage(target.width(), target.height());
        framed.paste(picture, placed.x, placed.y);
        return framed;
    }
}
