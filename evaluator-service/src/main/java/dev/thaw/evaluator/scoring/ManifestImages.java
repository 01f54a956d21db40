package dev.thaw.evaluator.scoring;

import java.util.List;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.TrainingImage;

/** The images of a manifest as the library takes them. */
final class ManifestImages {

    private ManifestImages() {
    }

    /** The images of a split, in the order of the manifest. */
    static List<TrainingImage> of(Manifest manifest, dev.thaw.contract.event.Split split) {
        return manifest.images().stream().filter(entry -> entry.split() == split)
                .map(entry -> new TrainingImage(entry.sha256(), label(manifest, entry), Split.valueOf(split.name()))).toList();
    }

    private static int label(Manifest manifest, Manifest.Entry entry) {
        int label = manifest.labels().indexOf(entry.label());
        if (label < 0) {
            throw new IllegalArgumentException("the manifest of " + manifest.dataset() + ", version " + manifest.version()
                    + ", has an image of label " + entry.label() + ", which is none of its labels " + manifest.labels());
        }
        return label;
    }
}
