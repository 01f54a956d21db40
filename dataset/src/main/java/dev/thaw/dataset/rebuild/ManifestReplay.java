package dev.thaw.dataset.rebuild;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.Withheld;

/** Writes one manifest after the other from what each lists that the one before does not. */
final class ManifestReplay {
    private final Map<String, ImageIngested> images;
    private final TreeSet<String> listed = new TreeSet<>();
    private final TreeMap<String, Withheld> withheld = new TreeMap<>();

    /** @param images by hash */
    ManifestReplay(Map<String, ImageIngested> images) {
        this.images = images;
    }

    /**
     * The manifest's bytes.
     *
     * @throws RebuildException if it lists an image that the log does not know
     */
    byte[] next(ManifestParts parts) throws IOException, RebuildException {
        for (ManifestWritten part : parts.all()) {
            part.removed().forEach(listed::remove);
            listed.addAll(part.added());
            part.released().forEach(withheld::remove);
            part.withheld().forEach(image -> withheld.put(image.sha256(), image));
        }
        Manifest frame = EventCodec.json().readValue(parts.any().frame(), Manifest.class);
        List<String> unknown = listed.stream().filter(hash -> !images.containsKey(hash)).toList();
        if (!unknown.isEmpty()) {
            throw new RebuildException("lists the image " + unknown.get(0) + (unknown.size() > 1
                    ? " and " + (unknown.size() - 1)
                            + " more that images.ingested does"
                    : ", which images.ingested does")
                    + " not tell of; the log is not complete");
        }
        List<Manifest.Entry> entries = listed.stream().map(images::get).map(image -> new Manifest.Entry(image.image(),
                image.object(), image.label(), image.split(), image.group(), image.origin())).toList();
        return EventCodec.json().writeValueAsBytes(new Manifest(frame.dataset(), frame.version(), frame.labels(),
                frame.imageSize(), entries, frame.selection(), List.copyOf(withheld.values())));
    }
}
