package dev.thaw.ingest.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.Withheld;

/** What a manifest lists that the version before does not, and the other way round, as events of bounded size. */
final class ManifestDifference {
    /** Of each of the four lists, in one event: about 600 kilobytes at most, where a broker takes a megabyte. */
    private static final int ITEMS = 2000;

    private ManifestDifference() {
    }

    static List<ManifestWritten> parts(Bucket bucket, String dataset, int version) throws IOException {
        String key = BucketLayout.manifest(dataset, version);
        byte[] content = bucket.get(key);
        Manifest now = EventCodec.json().readValue(content, Manifest.class);
        Manifest before = version == 1
                ? new Manifest(dataset, 1, List.of(), now.imageSize(), List.of())
                : EventCodec.json().readValue(bucket.get(BucketLayout.manifest(dataset, version - 1)), Manifest.class);
        String frame = EventCodec.json().writeValueAsString(
                new Manifest(dataset, version, now.labels(), now.imageSize(), List.of(), now.selection(), List.of()));
        Map<String, Withheld> heldBefore = new HashMap<>();
        before.withheld().forEach(image -> heldBefore.put(image.sha256(), image));
        List<String> added = without(listed(now), listed(before));
        List<String> removed = without(listed(before), listed(now));
        List<Withheld> withheld = now.withheld().stream().filter(image -> !image.equals(heldBefore.get(image.sha256()))).toList();
        List<String> released = without(held(before), held(now));
        int longest = Math.max(Math.max(added.size(), removed.size()), Math.max(withheld.size(), released.size()));
        int parts = Math.max(1, (longest + ITEMS - 1) / ITEMS);
        List<ManifestWritten> events = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            events.add(new ManifestWritten(dataset, version, key, ContentHash.of(content), part, parts, frame,
                    portion(added, part), portion(removed, part), portion(withheld, part), portion(released, part)));
        }
        return events;
    }

    private static <T> List<T> portion(List<T> all, int part) {
        return all.subList(Math.min(all.size(), part * ITEMS), Math.min(all.size(), (part + 1) * ITEMS));
    }

    private static List<String> without(Set<String> ours, Set<String> theirs) {
        return ours.stream().filter(hash -> !theirs.contains(hash)).toList();
    }

    private static Set<String> listed(Manifest manifest) {
        return manifest.images().stream().map(Manifest.Entry::sha256).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> held(Manifest manifest) {
        return manifest.withheld().stream().map(Withheld::sha256).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
