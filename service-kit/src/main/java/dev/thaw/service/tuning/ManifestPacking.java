package dev.thaw.service.tuning;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.ManifestHeader;
import dev.thaw.contract.event.Withheld;
import dev.thaw.finetuning.training.PackedImages;
import dev.thaw.finetuning.training.Split;

/** Packs the images of a manifest as they are read; what they must agree with, its header, may come last. */
final class ManifestPacking {
    private final PackedImages.Builder images = new PackedImages.Builder();
    /** In the order in which they were met. */
    private final Map<String, Integer> labels = new LinkedHashMap<>();
    private Manifest.Entry first;
    private Manifest.Entry strange;
    private int withheld;

    void image(Manifest.Entry image) {
        first = first == null ? image : first;
        if (image.sha256() == null || !ContentHash.matches(image.sha256()) || !folder(image).equals(folder(first))
                || image.split() == null) {
            strange = strange == null ? image : strange;
        } else {
            images.add(image.sha256(), labels.computeIfAbsent(image.label(), label -> labels.size()), split(image.split()));
        }
    }

    void withheld(Withheld image) {
        withheld++;
    }

    PackedManifest packed(ManifestHeader header) {
        if (strange == null && first != null && !BucketLayout.image(header.dataset(), first.sha256()).equals(first.object())) {
            strange = first;
        }
        if (strange != null) {
            // the hash becomes a file's name, the key says where to read
            throw new IllegalArgumentException("the manifest of " + header.dataset() + " lists " + strange.object()
                    + " with the hash " + strange.sha256() + " and the split " + strange.split()
                    + ", which is no image of that data set");
        }
        images.relabel(labels.keySet().stream().mapToInt(label -> index(header, label)).toArray());
        return new PackedManifest(header, images.build(), withheld);
    }

    /** Of an image's key, what comes before its name; the whole key if it is not named by its hash. */
    private static String folder(Manifest.Entry image) {
        String name = image.sha256() + ".png";
        String key = String.valueOf(image.object());
        return key.endsWith(name) ? key.substring(0, key.length() - name.length()) : key;
    }

    private static int index(ManifestHeader header, String label) {
        int index = header.labels().indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException("manifest " + header.version() + " of " + header.dataset()
                    + " has an image of the label " + label + ", which is none of its labels " + header.labels());
        }
        return index;
    }

    private static Split split(dev.thaw.contract.event.Split split) {
        return switch (split) {
            case TRAIN -> Split.TRAIN;
            case VALIDATION -> Split.VALIDATION;
            case TEST -> Split.TEST;
        };
    }
}
