package dev.thaw.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;

/** Stops a reader when the time is over, and hears when it had to invent pixels because the file ends too soon. */
final class DecodingWatch implements IIOReadProgressListener, IIOReadWarningListener {
    private final TimedInput input;
    private String endedTooSoon;
    private boolean aborted;

    DecodingWatch(TimedInput input) {
        this.input = input;
    }

    /** Throws if the picture that was read is not all of it. */
    void demandWholePicture() throws IOException {
        if (aborted) {
            throw new IOException("decoding was stopped");
        }
        if (endedTooSoon != null) {
            throw new EOFException(endedTooSoon);
        }
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        // libjpeg fills the rest with grey and only warns; a mere missing end marker or stray bytes cost no pixel
        String text = warning.toLowerCase(Locale.ROOT);
        if (text.contains("premature end of data") || text.contains("premature end of input")) {
            endedTooSoon = "it ends too soon";
        }
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (input.timeIsOver()) {
            source.abort();
        }
    }

    @Override
    public void readAborted(ImageReader source) {
        aborted = true;
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {
        // one picture is read, never a sequence
    }

    @Override
    public void sequenceComplete(ImageReader source) {
        // one picture is read, never a sequence
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {
        // the clock runs since the file was opened
    }

    @Override
    public void imageComplete(ImageReader source) {
        // the caller knows, it waits for the picture
    }

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {
        // thumbnails are not read
    }

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {
        // thumbnails are not read
    }

    @Override
    public void thumbnailComplete(ImageReader source) {
        // thumbnails are not read
    }
}
