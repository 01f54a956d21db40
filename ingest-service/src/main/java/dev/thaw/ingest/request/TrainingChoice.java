package dev.thaw.ingest.request;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.Selection;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;

/**
 * Which images of a data set a run trains on. Validation and test are always whole, so that a candidate and the champion are scored
 * on the same images. A pure function: the same images and policy give the same choice. Images go by their index in the list of all,
 * because a million of them would not fit into memory.
 *
 * @param images sorted by hash
 * @param selection null: all of them
 * @param withheld images that no run may use, sorted by hash
 */
record TrainingChoice(List<Manifest.Entry> images, Selection selection, List<Withheld> withheld) {

    TrainingChoice(List<Manifest.Entry> images, Selection selection) {
        this(images, selection, List.of());
    }

    /** The same, out of a data set that withholds images. */
    TrainingChoice withholding(List<Withheld> images) {
        return new TrainingChoice(this.images, selection, images);
    }

    /**
     * @param all sorted by hash
     * @param order by hash, when the image came: its index; of an image that came last, and is not counted yet, -1
     * @param old how many images the champion's manifest knew of; 0 if there is no champion
     */
    static TrainingChoice of(String dataset, List<Manifest.Entry> all, ToIntFunction<String> order, TrainingPolicy policy,
            int old) {
        return switch (policy.data()) {
            case ALL -> new TrainingChoice(all, null);
            case NEWEST -> newest(all, order, policy);
            case REPLAY -> replay(dataset, all, order, policy, old);
        };
    }

    private static TrainingChoice newest(List<Manifest.Entry> all, ToIntFunction<String> order, TrainingPolicy policy) {
        // by age, and those of the same age by hash, as they are in the list: two numbers in one
        long[] training = IntStream.range(0, all.size()).filter(i -> all.get(i).split() == Split.TRAIN)
                .mapToLong(i -> (long) (Integer.MAX_VALUE - index(all.get(i), order)) << Integer.SIZE | i).sorted()
                .limit(policy.newest()).toArray();
        BitSet kept = new BitSet(all.size());
        Arrays.stream(training).forEach(image -> kept.set((int) image));
        return keep(all, kept, new Selection(policy.data(), all.size(), 0, policy.newest(), 0));
    }

    private static TrainingChoice replay(String dataset, List<Manifest.Entry> all, ToIntFunction<String> order,
            TrainingPolicy policy, int old) {
        BitSet fresh = new BitSet(all.size());
        BitSet known = new BitSet(all.size());
        ReplayDraw draw = new ReplayDraw(dataset + "/replay/" + all.size() + "/");
        for (int i = 0; i < all.size(); i++) {
            Manifest.Entry image = all.get(i);
            if (image.split() == Split.TRAIN && index(image, order) >= old) {
                fresh.set(i);
            } else if (image.split() == Split.TRAIN) {
                known.set(i);
                draw.add(i, image);
            }
        }
        if (fresh.isEmpty() || known.isEmpty()) {
            // nothing is new, or everything: there is nothing to choose between
            return new TrainingChoice(all, null);
        }
        // the same share of each label, and at least one image, so that no label is forgotten; other images from run to run
        fresh.or(draw.kept(Math.min(1, policy.replay() * fresh.cardinality() / known.cardinality())));
        return keep(all, fresh, new Selection(policy.data(), all.size(), old, 0, policy.replay()));
    }

    /** @param kept by index, which of the training images */
    private static TrainingChoice keep(List<Manifest.Entry> all, BitSet kept, Selection selection) {
        return new TrainingChoice(new Selected<>(all, IntStream.range(0, all.size())
                .filter(i -> kept.get(i) || all.get(i).split() != Split.TRAIN).toArray()), selection);
    }

    private static int index(Manifest.Entry image, ToIntFunction<String> order) {
        int index = order.applyAsInt(image.sha256());
        return index < 0 ? Integer.MAX_VALUE : index;
    }
}
