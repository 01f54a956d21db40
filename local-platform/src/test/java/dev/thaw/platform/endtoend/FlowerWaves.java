package dev.thaw.platform.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Photos of flowers as they come over months: four waves, each larger than the one before, the last with a label that was not there before, and
 * a fifth whose training photos all bear the next label's name. No photo is in two of them.
 */
final class FlowerWaves {
    static final List<String> LABELS = List.of("daisy", "dandelion", "rose", "sunflower");
    static final String NEW_LABEL = "tulip";
    /** Photos of each label, by wave. */
    private static final List<Integer> PER_LABEL = List.of(15, 25, 40, 40);
    private static final int OF_THE_NEW_LABEL = 80;
    private static final int MISLABELLED = 80;
    private static final int LABELLED_RIGHT = 8;
    /** The photos before it hold some twice. */
    private static final int FIRST = 100;
    private final Path photos;
    private final Path directory;
    private final Map<String, Integer> taken = new HashMap<>();

    /**
     * @param photos a folder for each label
     * @param directory where the waves are put
     */
    FlowerWaves(Path photos, Path directory) {
        this.photos = photos;
        this.directory = directory;
    }

    /** How many photos the wave has. @param number from 1 */
    static int size(int number) {
        if (number == PER_LABEL.size() + 1) {
            return (LABELS.size() + 1) * (MISLABELLED + LABELLED_RIGHT);
        }
        return LABELS.size() * PER_LABEL.get(number - 1) + (number == PER_LABEL.size() ? OF_THE_NEW_LABEL : 0);
    }

    /** The next wave, in the order of their numbers. @return its folder */
    Path wave(int number) throws IOException {
        Path wave = directory.resolve("wave-" + number);
        if (number > PER_LABEL.size()) {
            mislabelled(wave);
            return wave;
        }
        for (String label : LABELS) {
            take(label, PER_LABEL.get(number - 1), wave.resolve(label));
        }
        if (number == PER_LABEL.size()) {
            take(NEW_LABEL, OF_THE_NEW_LABEL, wave.resolve(NEW_LABEL));
        }
        return wave;
    }

    /** Training photos in the folder of the next label; test photos, which somebody else labelled, in their own. */
    private void mislabelled(Path wave) throws IOException {
        List<String> labels = new ArrayList<>(LABELS);
        labels.add(NEW_LABEL);
        for (int i = 0; i < labels.size(); i++) {
            take(labels.get(i), MISLABELLED, wave.resolve("train").resolve(labels.get((i + 1) % labels.size())));
            take(labels.get(i), LABELLED_RIGHT, wave.resolve("test").resolve(labels.get(i)));
        }
    }

    private void take(String label, int count, Path to) throws IOException {
        Files.createDirectories(to);
        int first = taken.getOrDefault(label, FIRST);
        try (Stream<Path> all = Files.list(photos.resolve(label))) {
            for (Path photo : all.sorted().skip(first).limit(count).toList()) {
                Files.copy(photo, to.resolve(photo.getFileName()));
            }
        }
        taken.put(label, first + count);
    }
}
