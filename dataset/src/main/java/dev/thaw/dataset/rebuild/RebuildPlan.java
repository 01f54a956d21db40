package dev.thaw.dataset.rebuild;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.Origin;

/** What the log says of a data set: its definition, its images and where each came from, and its manifests. */
final class RebuildPlan {
    private static final Comparator<Origin> FIRST = Comparator.nullsLast(
            Comparator.comparing(Origin::topic).thenComparing(Origin::partition).thenComparing(Origin::offset));

    private final String dataset;
    /** By hash, the event that an image's entry in manifests is made of: of several at the same time the first arrival's. */
    private final Map<String, ImageIngested> images = new TreeMap<>();
    /** The picture that came by a record, by the record's partition and offset. */
    private final Map<String, String> byOrigin = new HashMap<>();
    /** The pictures that came by records that nobody wrote down, by arrival. */
    private final Map<String, String> byArrival = new LinkedHashMap<>();
    private final Map<Integer, ManifestParts> manifests = new TreeMap<>();
    private DatasetDeclared declared;

    RebuildPlan(String dataset) {
        this.dataset = dataset;
    }

    void apply(Event event) {
        if (event instanceof DatasetDeclared declaration && declaration.dataset().equals(dataset)) {
            declared = declared == null || declaration.version() >= declared.version() ? declaration : declared;
        } else if (event instanceof ImageIngested image && image.dataset().equals(dataset)) {
            if (!image.duplicate()) {
                images.merge(image.image(), image,
                        (one, other) -> FIRST.compare(other.origin(), one.origin()) < 0 ? other : one);
            }
            if (image.origin() != null) {
                byOrigin.put(image.origin().partition() + "@" + image.origin().offset(), image.image());
            } else {
                byArrival.put(image.arrival(), image.image());
            }
        } else if (event instanceof ManifestWritten part && part.dataset().equals(dataset)) {
            manifests.computeIfAbsent(part.version(), version -> new ManifestParts()).add(part);
        }
    }

    Optional<DatasetDeclared> declared() {
        return Optional.ofNullable(declared);
    }

    Map<String, ImageIngested> images() {
        return images;
    }

    /** By version, rising. */
    Map<Integer, ManifestParts> manifests() {
        return manifests;
    }

    /** The picture that an arrival became. @return null if it became none of this data set */
    String picture(int partition, long offset, String arrival) {
        String picture = byOrigin.get(partition + "@" + offset);
        return picture == null ? byArrival.get(arrival) : picture;
    }
}
