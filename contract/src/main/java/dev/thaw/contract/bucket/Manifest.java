package dev.thaw.contract.bucket;

import java.util.List;

import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;

/**
 * An immutable list of a data set's images at one moment, as a whole in memory: some 400 bytes an image. {@link ManifestReader} and
 * {@link ManifestWriter} do without.
 *
 * @param version rises by one, from 1
 * @param labels the classes, in the order of the network's outputs (lexicographic)
 * @param imageSize side lengths of every image
 * @param images sorted by hash, so that the same set has the same bytes whatever the order of arrival
 * @param selection how the training images were chosen; null: all of them
 * @param withheld images of the data set that no run may use as things are, sorted by hash; missing means none
 */
public record Manifest(String dataset, int version, List<String> labels, ImageSize imageSize, List<Entry> images,
        Selection selection, List<Withheld> withheld) {

    public Manifest(String dataset, int version, List<String> labels, ImageSize imageSize, List<Entry> images) {
        this(dataset, version, labels, imageSize, images, null, null);
    }

    public Manifest {
        labels = List.copyOf(labels);
        images = List.copyOf(images);
        withheld = withheld == null ? List.of() : List.copyOf(withheld);
    }

    /** Height and width in pixels. */
    public record ImageSize(int height, int width) {
    }

    /**
     * One image.
     *
     * @param sha256 of the stored PNG
     * @param object its key
     * @param group what its split was drawn from; null: from how it looks
     * @param origin the record that it came by; null where it is not known
     */
    public record Entry(String sha256, String object, String label, Split split, String group, Origin origin) {

        public Entry(String sha256, String object, String label, Split split) {
            this(sha256, object, label, split, null, null);
        }
    }

    /** All but the lists of images. */
    public ManifestHeader header() {
        return new ManifestHeader(dataset, version, labels, imageSize, selection);
    }
}
