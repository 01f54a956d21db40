package dev.thaw.ingest.dataset;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;
import dev.thaw.image.PictureSignature;

/**
 * What is known of a stored picture: a sum of its arrivals' events and of what is known of its copies, the same in whatever order
 * they come. Not thread-safe.
 */
final class StoredImage {
    private static final Comparator<Origin> FIRST = Comparator.nullsLast(
            Comparator.comparing(Origin::topic).thenComparing(Origin::partition).thenComparing(Origin::offset));
    private static final Comparator<Split> WISHES = Comparator.nullsFirst(Comparator.naturalOrder());

    private final String sha256;
    private final PictureSignature signature;
    private final EnumSet<Split> splits = EnumSet.noneOf(Split.class);
    private Set<String> groups = Set.of();
    private Set<String> labels = Set.of();
    private Split wish;
    private Origin origin;
    private String group;
    private String otherSplit;
    private String otherLabel;

    StoredImage(ImageIngested event) {
        sha256 = event.image();
        signature = event.signature() == null ? null : PictureSignature.parse(event.signature());
        wish = event.wish();
        origin = event.origin();
        group = event.group();
    }

    /** Takes in one of its arrivals. @return true if it was not known to be for that split, or under that label */
    boolean add(ImageIngested event) {
        wish = WISHES.compare(event.wish(), wish) < 0 ? event.wish() : wish;
        if (!event.duplicate() && FIRST.compare(event.origin(), origin) < 0) {
            origin = event.origin();
            group = event.group();
        }
        groups = event.group() == null ? groups : with(groups, event.group());
        return splits.add(event.split()) | addLabel(event.label());
    }

    /** Somebody says that this is its label. @return true if nobody said so before */
    boolean addLabel(String label) {
        int known = labels.size();
        labels = with(labels, label);
        return labels.size() > known;
    }

    /** Takes note of a copy: neither may be used beside the other in another split. */
    void beside(StoredImage copy) {
        if (differ(splits, copy.splits)) {
            otherSplit = least(otherSplit, copy.sha256);
        }
        if (differ(labels, copy.labels) && signature.isSamePictureAs(copy.signature)) {
            otherLabel = least(otherLabel, copy.sha256);
        }
    }

    /** Why it cannot be used, if it cannot. @param unfit whether a group is for several splits @param copies whether those matter */
    Optional<Withheld> withheld(Predicate<String> unfit, SplitPolicy.Copies copies) {
        boolean alone = copies == SplitPolicy.Copies.USE;
        if (labels.size() > 1 || otherLabel != null && !alone) {
            return Optional.of(new Withheld(sha256, Withheld.Reason.DISPUTED_LABEL, alone ? null : otherLabel));
        }
        return splits.size() > 1 || otherSplit != null && !alone || groups.stream().anyMatch(unfit)
                ? Optional.of(new Withheld(sha256, Withheld.Reason.OTHER_SPLIT, alone ? null : otherSplit))
                : Optional.empty();
    }

    Manifest.Entry entry(String dataset) {
        return new Manifest.Entry(sha256, BucketLayout.image(dataset, sha256), label(), split(), group, origin);
    }

    String sha256() {
        return sha256;
    }

    /** Its label; of several the first in their order. */
    String label() {
        return labels.iterator().next();
    }

    /** Its split; of several the first in their order. */
    Split split() {
        return splits.iterator().next();
    }

    /** What the sender wanted: null where any left the choice to Thaw. */
    Split wish() {
        return wish;
    }

    Optional<PictureSignature> signature() {
        return Optional.ofNullable(signature);
    }

    /** True unless both are for the same one thing. */
    private static boolean differ(Set<?> ours, Set<?> theirs) {
        return ours.size() > 1 || !ours.equals(theirs);
    }

    private static Set<String> with(Set<String> names, String name) {
        if (names.contains(name)) {
            return names;
        }
        if (names.isEmpty()) {
            return Set.of(name.intern());
        }
        Set<String> more = new TreeSet<>(names);
        more.add(name.intern());
        return more;
    }

    private static String least(String one, String other) {
        return one == null || other.compareTo(one) < 0 ? other : one;
    }
}
