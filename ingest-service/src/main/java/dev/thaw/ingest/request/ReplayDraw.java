package dev.thaw.ingest.request;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.dataset.packed.IntColumn;
import dev.thaw.dataset.packed.LongColumn;
import dev.thaw.ingest.dataset.HashDraw;

/** Draws a share of old images, the same share of each label: those whose numbers, drawn by their hashes, are the lowest. */
final class ReplayDraw {
    private final String name;
    private final Map<String, OfLabel> labels = new TreeMap<>();

    /** @param name what the draw is from: another name draws other images */
    ReplayDraw(String name) {
        this.name = name;
    }

    void add(int index, Manifest.Entry image) {
        OfLabel of = labels.computeIfAbsent(image.label(), label -> new OfLabel());
        of.images.add(index);
        // not negative, so that the bits have the numbers' order
        of.draws.add(Double.doubleToLongBits(HashDraw.of(name + image.sha256())));
    }

    /** @param share of each label, 0 to 1, rounded up @return the indices of those that were drawn */
    BitSet kept(double share) {
        BitSet kept = new BitSet();
        for (OfLabel of : labels.values()) {
            int count = (int) Math.ceil(share * of.images.size() - 1e-9);
            long[] sorted = IntStream.range(0, of.draws.size()).mapToLong(of.draws::get).sorted().toArray();
            for (int i = 0, left = count; i < sorted.length && left > 0; i++) {
                if (of.draws.get(i) <= sorted[count - 1]) {
                    kept.set(of.images.get(i));
                    left--;
                }
            }
        }
        return kept;
    }

    private static final class OfLabel {
        private final IntColumn images = new IntColumn();
        private final LongColumn draws = new LongColumn();
    }
}
