package dev.thaw.ingest.dataset;

import java.util.AbstractList;
import java.util.RandomAccess;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Split;
import dev.thaw.dataset.Pictures;

/** Images as a manifest lists them, as they were when this was made: some 25 bytes each, an entry when it is asked for. */
final class ImageEntries extends AbstractList<Manifest.Entry> implements RandomAccess {
    private static final Split[] SPLITS = Split.values();
    private final String dataset;
    private final Pictures pictures;
    private final Groups groups;
    private final Origins origins;
    private final int[] numbers;
    private final String[] labels;
    private final byte[] splits;
    private final int[] groupNumbers;
    private final int[] places;
    private final long[] offsets;

    /** @param numbers of the pictures */
    ImageEntries(String dataset, Pictures pictures, StoredImages images, int[] numbers) {
        this.dataset = dataset;
        this.pictures = pictures;
        this.groups = images.groups();
        this.origins = images.origins();
        this.numbers = numbers;
        this.labels = new String[numbers.length];
        this.splits = new byte[numbers.length];
        this.groupNumbers = new int[numbers.length];
        this.places = new int[numbers.length];
        this.offsets = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            labels[i] = images.label(numbers[i]);
            splits[i] = (byte) images.split(numbers[i]).ordinal();
            groupNumbers[i] = images.group(numbers[i]);
            places[i] = origins.place(numbers[i]);
            offsets[i] = origins.offset(numbers[i]);
        }
    }

    @Override
    public Manifest.Entry get(int index) {
        String sha256 = pictures.sha256(numbers[index]);
        return new Manifest.Entry(sha256, BucketLayout.image(dataset, sha256), labels[index], SPLITS[splits[index]],
                groups.name(groupNumbers[index]), origins.of(places[index], offsets[index]));
    }

    @Override
    public int size() {
        return numbers.length;
    }
}
