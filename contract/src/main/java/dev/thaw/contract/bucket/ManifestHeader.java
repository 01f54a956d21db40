package dev.thaw.contract.bucket;

import java.util.List;

/**
 * What a {@link Manifest} says beside its lists of images.
 *
 * @param version rises by one, from 1
 * @param labels the classes, in the order of the network's outputs (lexicographic)
 * @param imageSize side lengths of every image
 * @param selection how the training images were chosen; null: all of them
 */
public record ManifestHeader(String dataset, int version, List<String> labels, Manifest.ImageSize imageSize,
        Selection selection) {

    public ManifestHeader {
        if (dataset == null || labels == null || imageSize == null) {
            throw new IllegalArgumentException("a manifest names its dataset, its labels and its imageSize");
        }
        labels = List.copyOf(labels);
    }

    /**
     * How many images the data set had, in all splits, when this was written.
     *
     * @param images how many the manifest lists
     * @param withheld how many it withholds
     */
    public int known(int images, int withheld) {
        return (selection == null ? images : selection.known()) + withheld;
    }
}
