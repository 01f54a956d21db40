package dev.thaw.dataset.packed;

/** A growing list of longs, eight bytes each: their upper and lower halves, each an {@link IntColumn} with what that says of threads. */
public final class LongColumn {
    private static final long LOWER = 0xFFFF_FFFFL;
    private final IntColumn upper = new IntColumn();
    private final IntColumn lower = new IntColumn();

    public void add(long value) {
        upper.add((int) (value >>> Integer.SIZE));
        lower.add((int) value);
    }

    public long get(int index) {
        return (long) upper.get(index) << Integer.SIZE | lower.get(index) & LOWER;
    }

    public void set(int index, long value) {
        upper.set(index, (int) (value >>> Integer.SIZE));
        lower.set(index, (int) value);
    }

    public int size() {
        return lower.size();
    }

    /** Bytes of memory that it takes. */
    public long bytes() {
        return upper.bytes() + lower.bytes();
    }
}
