package dev.thaw.finetuning.keras;

import java.util.Arrays;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;

/**
 * HDF5's gzip filter, which stops at the largest size that a chunk of weights may have: a few kilobytes of DEFLATE can
 * say gigabytes of zeros.
 */
final class BoundedInflation implements Filter {
    /** What h5py offers without asking, by the names that the HDF5 library gives. */
    static final Set<String> USUAL = Set.of("deflate", "shuffle", "fletcher32");
    private static final int DEFLATE = 1;
    private static final int LARGEST_CHUNK = 1 << 24;
    private static final int BLOCK = 1 << 16;

    @Override
    public int getId() {
        return DEFLATE;
    }

    @Override
    public String getName() {
        return "deflate";
    }

    @Override
    public byte[] decode(byte[] packed, int[] parameters) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] chunk = new byte[BLOCK];
            int length = 0;
            while (!inflater.finished()) {
                if (length == LARGEST_CHUNK) {
                    throw new HdfFilterException("a chunk unpacks to more than " + LARGEST_CHUNK + " bytes");
                }
                if (length == chunk.length) {
                    chunk = Arrays.copyOf(chunk, Math.min(LARGEST_CHUNK, 2 * length));
                }
                int read = inflater.inflate(chunk, length, chunk.length - length);
                if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new HdfFilterException("a chunk is packed wrongly");
                }
                length += read;
            }
            return Arrays.copyOf(chunk, length);
        } catch (DataFormatException e) {
            throw new HdfFilterException("a chunk is packed wrongly", e);
        } finally {
            inflater.end();
        }
    }
}
