package dev.thaw.dataset.packed;

/**
 * Different texts, numbered from 0 in the order in which they came: some sixteen bytes each besides their characters. Not
 * thread-safe.
 */
public final class NumberedTexts {
    private final PackedBytes texts = new PackedBytes();
    private final IntColumn addresses = new IntColumn();
    private final NumberTable table = new NumberTable();

    /** The text's number, or -1. */
    public int find(String text) {
        byte[] bytes = bytes(text);
        return find(bytes, table.hash(bytes));
    }

    /** The text's number, which is {@link #size} if it is new. */
    public int add(String text) {
        byte[] bytes = bytes(text);
        long hash = table.hash(bytes);
        int known = find(bytes, hash);
        if (known >= 0) {
            return known;
        }
        table.add(hash, number -> table.hash(texts.get(addresses.get(number))));
        addresses.add(texts.add(bytes));
        return addresses.size() - 1;
    }

    public String get(int number) {
        return new PieceReader(texts.get(addresses.get(number))).text();
    }

    public int size() {
        return addresses.size();
    }

    /** Bytes of memory that they take. */
    public long bytes() {
        return texts.bytes() + addresses.bytes() + table.bytes();
    }

    private int find(byte[] bytes, long hash) {
        return table.find(hash, number -> texts.holds(addresses.get(number), bytes));
    }

    private static byte[] bytes(String text) {
        return new PieceWriter().text(text).bytes();
    }
}
