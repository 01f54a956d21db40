package dev.thaw.service.tuning;

import java.io.IOException;
import java.io.InputStream;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.ManifestHeader;
import dev.thaw.contract.bucket.ManifestReader;
import dev.thaw.finetuning.training.PackedImages;

/**
 * A manifest as runs need it, however many images it lists: its header and, in {@value PackedImages#BYTES_PER_IMAGE} bytes each, its
 * images. Their labels are indexes into the header's; their objects are where the bucket's layout says.
 *
 * @param withheld how many images no run may use
 */
public record PackedManifest(ManifestHeader header, PackedImages images, int withheld) {

    /**
     * Reads a manifest from the bucket.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such object
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not a manifest
     * @throws IllegalArgumentException if it lists what is no image of its data set, or a label that is none of its own
     */
    public static PackedManifest read(Bucket bucket, String key) throws IOException {
        try (InputStream in = bucket.open(key)) {
            return read(in);
        }
    }

    /** Reads one manifest; the stream is read to its end and left open. Throws as {@link #read(Bucket, String)} does. */
    public static PackedManifest read(InputStream in) throws IOException {
        ManifestPacking packing = new ManifestPacking();
        ManifestHeader header = ManifestReader.read(in, packing::image, packing::withheld);
        return packing.packed(header);
    }

    public String dataset() {
        return header.dataset();
    }

    /** Side lengths of every image. */
    public Manifest.ImageSize imageSize() {
        return header.imageSize();
    }

    /** The name of an image's label. @param place among {@link #images} */
    public String label(int place) {
        return header.labels().get(images.label(place));
    }

    /** How many images the data set had, in all splits, when this was written. */
    public int known() {
        return header.known(images.size(), withheld);
    }
}
