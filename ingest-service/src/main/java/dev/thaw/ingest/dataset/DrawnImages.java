package dev.thaw.ingest.dataset;

import dev.thaw.contract.event.Split;

/** Some of the stored images, in the order of their hashes, as {@link ClassBalance} looks at them. */
final class DrawnImages {
    private final StoredImages images;
    private final int[] pictures;

    DrawnImages(StoredImages images, int[] pictures) {
        this.images = images;
        this.pictures = pictures;
    }

    int size() {
        return pictures.length;
    }

    String label(int index) {
        return images.label(pictures[index]);
    }

    Split split(int index) {
        return images.split(pictures[index]);
    }

    /** What the sender wanted; null: the choice was left to Thaw. */
    Split wish(int index) {
        return images.wish(pictures[index]);
    }
}
