package dev.thaw.ingest.dataset;

import java.util.AbstractList;
import java.util.RandomAccess;

import dev.thaw.contract.event.Withheld;
import dev.thaw.dataset.Pictures;

/** Images that are withheld, as things were when this was made: some nine bytes each, told of when they are asked for. */
final class WithheldImages extends AbstractList<Withheld> implements RandomAccess {
    private static final Withheld.Reason[] REASONS = Withheld.Reason.values();
    private final Pictures pictures;
    private final int[] numbers;
    private final byte[] reasons;
    private final int[] others;

    /**
     * @param numbers of the pictures
     * @param reasons for each, its place in the order of reasons
     * @param others for each, the picture that it must not be used beside, or -1
     */
    WithheldImages(Pictures pictures, int[] numbers, byte[] reasons, int[] others) {
        this.pictures = pictures;
        this.numbers = numbers;
        this.reasons = reasons;
        this.others = others;
    }

    @Override
    public Withheld get(int index) {
        String other = others[index] < 0 ? null : pictures.sha256(others[index]);
        return new Withheld(pictures.sha256(numbers[index]), REASONS[reasons[index]], other);
    }

    @Override
    public int size() {
        return numbers.length;
    }
}
