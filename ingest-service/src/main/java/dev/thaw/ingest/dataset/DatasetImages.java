package dev.thaw.ingest.dataset;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Withheld;
import dev.thaw.dataset.Pictures;

/**
 * The images of one data set, and which of them may be used. An image that has a copy, or a member of its group, in another split is
 * withheld from all of them, and so is that other one: whatever came first, and whatever comes later, no two of them are ever used
 * beside each other. A pure function of the events that were added. Not thread-safe.
 */
final class DatasetImages {
    private static final byte USABLE = -1;
    private final Pictures pictures;
    private final StoredImages images;
    private final Disagreements disagreements;
    private final CopyIndex copies;
    /** Labels that were refused because the picture has another, by picture: those that were read before the picture's own event. */
    private final Map<String, Set<String>> refusedLabels = new HashMap<>();

    /** @param pictures of the data set; nobody else adds any without adding its event here */
    DatasetImages(Pictures pictures) {
        this.pictures = pictures;
        this.images = new StoredImages();
        this.disagreements = new Disagreements(pictures, images);
        this.copies = new CopyIndex(pictures, images, disagreements);
    }

    void add(ImageIngested event) {
        int picture = pictures.add(event.image(), event.signature());
        if (picture == images.count()) {
            images.create(event);
            disagreements.create();
            Set<String> refused = refusedLabels.remove(event.image());
            if (refused != null) {
                refused.forEach(label -> images.addLabel(picture, label));
            }
            images.add(picture, event);
            if (pictures.signature(picture).isPresent()) {
                copies.add(picture);
            }
        } else if (images.add(picture, event)) {
            changed(picture);
        }
    }

    /** The same picture came under another label. */
    void dispute(ImageRejected event) {
        int picture = pictures.find(event.image());
        if (picture < 0) {
            refusedLabels.computeIfAbsent(event.image(), unknown -> new HashSet<>()).add(event.label());
        } else if (images.addLabel(picture, event.label())) {
            changed(picture);
        }
    }

    Optional<String> labelOf(String sha256) {
        int picture = pictures.find(sha256);
        return picture < 0 ? Optional.empty() : Optional.of(images.label(picture));
    }

    int count() {
        return images.count();
    }

    /** Bytes of memory that they take, besides those of the pictures. */
    long bytes() {
        return images.bytes() + disagreements.bytes() + copies.bytes();
    }

    /** @param matter whether copies of each other in different splits are withheld */
    DatasetSnapshot snapshot(String dataset, SplitPolicy.Copies matter) {
        int[] sorted = pictures.sorted();
        byte[] reasons = new byte[sorted.length];
        int[] usable = new int[sorted.length];
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            Withheld.Reason reason = disagreements.withheld(sorted[i], matter);
            reasons[i] = reason == null ? USABLE : (byte) reason.ordinal();
            if (reason == null) {
                usable[count++] = sorted[i];
            }
        }
        usable = Arrays.copyOf(usable, count);
        BitSet surplus = ClassBalance.surplus(new DrawnImages(images, usable));
        int seen = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (reasons[i] == USABLE && surplus.get(seen++)) {
                reasons[i] = (byte) Withheld.Reason.BALANCE.ordinal();
            }
        }
        return new DatasetSnapshot(new ImageEntries(dataset, pictures, images, without(usable, surplus)),
                withheld(sorted, reasons, matter));
    }

    private static int[] without(int[] usable, BitSet surplus) {
        int[] left = new int[usable.length - surplus.cardinality()];
        int count = 0;
        for (int i = surplus.nextClearBit(0); i < usable.length; i = surplus.nextClearBit(i + 1)) {
            left[count++] = usable[i];
        }
        return left;
    }

    private WithheldImages withheld(int[] sorted, byte[] reasons, SplitPolicy.Copies matter) {
        int count = 0;
        int[] numbers = new int[sorted.length];
        byte[] why = new byte[sorted.length];
        int[] others = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            if (reasons[i] != USABLE) {
                numbers[count] = sorted[i];
                why[count] = reasons[i];
                others[count++] = matter == SplitPolicy.Copies.USE
                        ? -1
                        : disagreements.other(sorted[i], Withheld.Reason.values()[reasons[i]]);
            }
        }
        return new WithheldImages(pictures, Arrays.copyOf(numbers, count), Arrays.copyOf(why, count),
                Arrays.copyOf(others, count));
    }

    private void changed(int picture) {
        if (pictures.signature(picture).isPresent()) {
            copies.change(picture);
        }
    }
}
