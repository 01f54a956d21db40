package dev.thaw.ingest.dataset;

import java.util.BitSet;

import dev.thaw.dataset.packed.IntColumn;
import dev.thaw.dataset.packed.NumberedHashes;
import dev.thaw.dataset.packed.NumberedTexts;

/** What is new in a list of hashes, each with a detail, or has another detail, and what is gone: some 50 bytes for each of both lists. */
final class ListDifference {
    private final NumberedHashes before = new NumberedHashes();
    private final IntColumn detailsBefore = new IntColumn();
    private final NumberedHashes news = new NumberedHashes();
    private final IntColumn newDetails = new IntColumn();
    private final NumberedTexts details = new NumberedTexts();
    private final BitSet still = new BitSet();
    private int[] gone;

    /** Something that the list had before. All of that is told first. */
    void before(String hash, String detail) {
        if (before.add(hash) == detailsBefore.size()) {
            detailsBefore.add(details.add(detail));
        }
    }

    /** Something that the list has now. */
    void now(String hash, String detail) {
        int number = before.find(hash);
        int wanted = details.add(detail);
        if (number >= 0) {
            still.set(number);
        }
        if ((number < 0 || detailsBefore.get(number) != wanted) && news.add(hash) == newDetails.size()) {
            newDetails.add(wanted);
        }
    }

    /** How many are new, or have another detail. */
    int news() {
        return news.size();
    }

    String newHash(int index) {
        return news.get(index);
    }

    String newDetail(int index) {
        return details.get(newDetails.get(index));
    }

    /** How many are gone, once all of both lists was told. */
    int gone() {
        return before.size() - still.cardinality();
    }

    String goneHash(int index) {
        if (gone == null) {
            gone = new int[gone()];
            int count = 0;
            for (int number = still.nextClearBit(0); number < before.size(); number = still.nextClearBit(number + 1)) {
                gone[count++] = number;
            }
        }
        return before.get(gone[index]);
    }
}
