package dev.thaw.dataset.rebuild;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import dev.thaw.contract.event.ManifestWritten;

/** The events that tell of one manifest; each counts once. */
final class ManifestParts {
    private final Map<Integer, ManifestWritten> parts = new TreeMap<>();

    void add(ManifestWritten part) {
        parts.putIfAbsent(part.part(), part);
    }

    boolean complete() {
        return parts.size() == any().parts();
    }

    ManifestWritten any() {
        return parts.values().iterator().next();
    }

    Collection<ManifestWritten> all() {
        return parts.values();
    }
}
