package dev.thaw.contract.bucket;

import java.util.List;

import dev.thaw.contract.event.Split;

/**
 * An immutable list of a data set's images at one moment.
 *
 * @param version rises by one, from 1
 * @param labels the classes, in the order of the network's outputs (lexicographic)
 * @param imageSize side lengths of every image
 * @param images sorted by hash, so that the same set has the same bytes whatever the order of arrival
 * @param selection how the training images were chosen; null: all of them
 */
public record Manifest(String dataset, int version, List<String> labels, ImageSize imageSize, List<Entry> images,
        Selection selection) {

    public Manifest(String dataset, int version, List<String> labels, ImageSize imageSize, List<Entry> images) {
        this(dataset, version, labels, imageSize, images, null);
    }

    public Manifest {
        labels = List.copyOf(labels);
        images = List.copyOf(images);
    }

    /** Height and width in pixels. */
    public record ImageSize(int height, int width) {
    }

    /** One image: its SHA-256, object key, label and split. */
    public record Entry(String sha256, String object, String label, Split split) {
    }

    /** How many images the data set had, in all splits, when this was written. */
    public int known() {
        return selection == null ? images.size() : selection.known();
    }
}
