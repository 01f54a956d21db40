package dev.thaw.ingest.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;

/**
 * The images of one data set, and which of them may be used. An image that has a copy, or a member of its group, in another split is
 * withheld from all of them, and so is that other one: whatever came first, and whatever comes later, no two of them are ever used
 * beside each other. A pure function of the events that were added. Not thread-safe.
 */
final class DatasetImages {
    private final Map<String, StoredImage> images = new HashMap<>();
    private final CopyIndex<StoredImage> copies = new CopyIndex<>();
    private final Map<String, EnumSet<Split>> groups = new HashMap<>();
    /** Labels that were refused because the picture has another, by picture: they may be read before the picture's own event. */
    private final Map<String, Set<String>> refusedLabels = new HashMap<>();

    void add(ImageIngested event) {
        if (event.group() != null) {
            groups.computeIfAbsent(event.group(), group -> EnumSet.noneOf(Split.class)).add(event.split());
        }
        StoredImage image = images.get(event.image());
        if (image == null) {
            image = new StoredImage(event);
            images.put(event.image(), image);
            refusedLabels.getOrDefault(event.image(), Set.of()).forEach(image::addLabel);
            image.add(event);
            StoredImage added = image;
            compare(added);
            added.signature().ifPresent(signature -> copies.add(signature, added));
        } else if (image.add(event)) {
            compare(image);
        }
    }

    /** The same picture came under another label. */
    void dispute(ImageRejected event) {
        refusedLabels.computeIfAbsent(event.image(), picture -> new HashSet<>()).add(event.label());
        StoredImage image = images.get(event.image());
        if (image != null && image.addLabel(event.label())) {
            compare(image);
        }
    }

    Optional<KnownImage> find(String sha256) {
        return Optional.ofNullable(images.get(sha256)).map(image -> new KnownImage(image.label(), image.split()));
    }

    int count() {
        return images.size();
    }

    /** @param matter whether copies of each other in different splits are withheld */
    DatasetSnapshot snapshot(String dataset, SplitPolicy.Copies matter) {
        List<StoredImage> usable = new ArrayList<>();
        List<Withheld> withheld = new ArrayList<>();
        Predicate<String> forSeveralSplits = group -> groups.get(group).size() > 1;
        for (StoredImage image : images.values()) {
            image.withheld(forSeveralSplits, matter).ifPresentOrElse(withheld::add, () -> usable.add(image));
        }
        Set<StoredImage> surplus = ClassBalance.surplus(usable);
        surplus.forEach(image -> withheld.add(new Withheld(image.sha256(), Withheld.Reason.BALANCE, null)));
        List<Manifest.Entry> entries = usable.stream().filter(image -> !surplus.contains(image))
                .map(image -> image.entry(dataset)).sorted(Comparator.comparing(Manifest.Entry::sha256)).toList();
        return new DatasetSnapshot(entries, withheld.stream().sorted(Comparator.comparing(Withheld::sha256)).toList());
    }

    private void compare(StoredImage image) {
        image.signature().ifPresent(signature -> {
            for (StoredImage copy : copies.copiesOf(signature)) {
                if (copy != image) {
                    image.beside(copy);
                    copy.beside(image);
                }
            }
        });
    }
}
