package dev.thaw.image;

import java.io.IOException;

import javax.imageio.stream.ImageInputStreamImpl;

/** Bytes in memory for an image reader, which stop coming when the time is over: so no file keeps a reader busy for ever. */
final class TimedInput extends ImageInputStreamImpl {
    private static final int SINGLE_READS_BETWEEN_CHECKS = 1024;

    private final byte[] bytes;
    private final long deadline;
    private int singleReads;

    /** @param deadline as {@link System#nanoTime()} */
    TimedInput(byte[] bytes, long deadline) {
        this.bytes = bytes;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (++singleReads % SINGLE_READS_BETWEEN_CHECKS == 0) {
            checkTime();
        }
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        bitOffset = 0;
        checkTime();
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    boolean timeIsOver() {
        return System.nanoTime() - deadline > 0;
    }

    private void checkTime() throws IOException {
        if (timeIsOver()) {
            throw new IOException("the time for decoding is over");
        }
    }
}
