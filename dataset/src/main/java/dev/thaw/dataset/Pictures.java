package dev.thaw.dataset;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.thaw.dataset.packed.LongColumn;
import dev.thaw.dataset.packed.NumberedHashes;
import dev.thaw.image.PictureSignature;

/**
 * The pictures of a data set, numbered from 0 in the order in which they came, and how each looks: some 80 bytes a picture. One
 * thread at a time may change it; others may read those that were there when they were told of them.
 */
public final class Pictures {
    private static final int COLOR_BITS = 24;
    private static final long NONE = -1;
    private final NumberedHashes hashes = new NumberedHashes();
    private final List<LongColumn> signs = Stream.generate(LongColumn::new).limit(4).toList();
    /** The look, and the colour in the lower bits; or {@link #NONE}. */
    private final LongColumn looks = new LongColumn();

    /** The picture's number. @param signature of a picture that was not known; of one that was, the first counts; null: none */
    public int add(String sha256, String signature) {
        int number = hashes.add(sha256);
        if (number == looks.size()) {
            PictureSignature parsed = signature == null ? null : PictureSignature.parse(signature);
            signs.get(0).add(parsed == null ? 0 : parsed.low());
            signs.get(1).add(parsed == null ? 0 : parsed.right());
            signs.get(2).add(parsed == null ? 0 : parsed.below());
            signs.get(3).add(parsed == null ? 0 : parsed.far());
            looks.add(parsed == null ? NONE : (long) parsed.look() << COLOR_BITS | parsed.color());
        }
        return number;
    }

    /** The picture's number, or -1. */
    public int find(String sha256) {
        return hashes.find(sha256);
    }

    public String sha256(int number) {
        return hashes.get(number);
    }

    public Optional<PictureSignature> signature(int number) {
        long look = looks.get(number);
        return look == NONE
                ? Optional.empty()
                : Optional.of(new PictureSignature(low(number), signs.get(1).get(number), signs.get(2).get(number),
                        signs.get(3).get(number), (int) (look >>> COLOR_BITS), (int) (look & (1 << COLOR_BITS) - 1)));
    }

    /** {@link PictureSignature#low} of a picture that has a signature. */
    public long low(int number) {
        return signs.get(0).get(number);
    }

    /** In the order of the hashes. */
    public int compare(int one, int other) {
        return hashes.compare(one, other);
    }

    /** Where its hash is in the order of all hashes, from 0 to {@link Long#MAX_VALUE}; of two that nearly are the same perhaps the same. */
    public long rank(int number) {
        return hashes.rank(number);
    }

    /** The numbers in the order of the hashes. */
    public int[] sorted() {
        return hashes.sorted();
    }

    public int size() {
        return looks.size();
    }

    /** Bytes of memory that they take. */
    public long bytes() {
        return hashes.bytes() + looks.bytes() + signs.stream().mapToLong(LongColumn::bytes).sum();
    }
}
