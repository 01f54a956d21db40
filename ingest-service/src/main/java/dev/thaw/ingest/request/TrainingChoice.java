package dev.thaw.ingest.request;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.Selection;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;
import dev.thaw.ingest.dataset.HashDraw;

/**
 * Which images of a data set a run trains on. Validation and test are always whole, so that a candidate and the champion are scored
 * on the same images. A pure function: the same images and policy give the same choice.
 *
 * @param images sorted by hash
 * @param selection null: all of them
 * @param withheld images that no run may use, sorted by hash
 */
record TrainingChoice(List<Manifest.Entry> images, Selection selection, List<Withheld> withheld) {

    TrainingChoice {
        images = List.copyOf(images);
        withheld = List.copyOf(withheld);
    }

    TrainingChoice(List<Manifest.Entry> images, Selection selection) {
        this(images, selection, List.of());
    }

    /** The same, out of a data set that withholds images. */
    TrainingChoice withholding(List<Withheld> images) {
        return new TrainingChoice(this.images, selection, images);
    }

    /**
     * @param all sorted by hash
     * @param order by hash, when the image came: its index; an image that is not in it came last
     * @param old how many images the champion's manifest knew of; 0 if there is no champion
     */
    static TrainingChoice of(String dataset, List<Manifest.Entry> all, Map<String, Integer> order, TrainingPolicy policy,
            int old) {
        List<Manifest.Entry> training = all.stream().filter(image -> image.split() == Split.TRAIN).toList();
        return switch (policy.data()) {
            case ALL -> new TrainingChoice(all, null);
            case NEWEST -> keep(all, newest(training, order, policy.newest()),
                    new Selection(policy.data(), all.size(), 0, policy.newest(), 0));
            case REPLAY -> replay(dataset, all, training, order, policy, old);
        };
    }

    private static Set<String> newest(List<Manifest.Entry> training, Map<String, Integer> order, int count) {
        Comparator<Manifest.Entry> latestFirst = Comparator.<Manifest.Entry>comparingInt(image -> index(image, order)).reversed()
                .thenComparing(Manifest.Entry::sha256);
        return hashes(training.stream().sorted(latestFirst).limit(count).toList());
    }

    private static TrainingChoice replay(String dataset, List<Manifest.Entry> all, List<Manifest.Entry> training,
            Map<String, Integer> order, TrainingPolicy policy, int old) {
        List<Manifest.Entry> fresh = training.stream().filter(image -> index(image, order) >= old).toList();
        if (fresh.isEmpty() || fresh.size() == training.size()) {
            // nothing is new, or everything: there is nothing to choose between
            return new TrainingChoice(all, null);
        }
        Map<String, List<Manifest.Entry>> oldByLabel = new TreeMap<>();
        training.stream().filter(image -> index(image, order) < old)
                .forEach(image -> oldByLabel.computeIfAbsent(image.label(), label -> new ArrayList<>()).add(image));
        double share = Math.min(1, policy.replay() * fresh.size() / (training.size() - fresh.size()));
        Set<String> kept = new HashSet<>(hashes(fresh));
        // the same share of each label, and at least one image, so that no label is forgotten; other images from run to run
        String draw = dataset + "/replay/" + all.size() + "/";
        Map<String, Double> draws = new HashMap<>();
        training.forEach(image -> draws.put(image.sha256(), HashDraw.of(draw + image.sha256())));
        oldByLabel.forEach((label, images) -> kept.addAll(hashes(images.stream()
                .sorted(Comparator.comparing(image -> draws.get(image.sha256())))
                .limit((long) Math.ceil(share * images.size() - 1e-9)).toList())));
        return keep(all, kept, new Selection(policy.data(), all.size(), old, 0, policy.replay()));
    }

    private static TrainingChoice keep(List<Manifest.Entry> all, Set<String> kept, Selection selection) {
        return new TrainingChoice(
                all.stream().filter(image -> image.split() != Split.TRAIN || kept.contains(image.sha256())).toList(), selection);
    }

    private static Set<String> hashes(List<Manifest.Entry> images) {
        Set<String> hashes = new HashSet<>();
        images.forEach(image -> hashes.add(image.sha256()));
        return hashes;
    }

    private static int index(Manifest.Entry image, Map<String, Integer> order) {
        return order.getOrDefault(image.sha256(), Integer.MAX_VALUE);
    }
}
